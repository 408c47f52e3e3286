import { createRoot } from 'react-dom/client';
import { ProgressivePicture } from './progressive-picture.tsx';

const parameters = new URLSearchParams(location.search);
const server = parameters.get('server') ?? 'http://localhost:4000';
const name = parameters.get('name') ?? 'fox';
const root = document.getElementById('root');
if (root) createRoot(root).render(<ProgressivePicture server={server} name={name} />);
