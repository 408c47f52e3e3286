import { useState } from 'react';
import { useGenerateImage } from '../api/use-generate-image.ts';
import { useModels } from '../api/use-model.ts';
import { useTitle } from '../parts/use-title.ts';
import { Stage } from '../stage/stage.tsx';
import { useShownPictures } from '../stage/use-shown-pictures.ts';
import { Composer } from './composer.tsx';
import styles from './generate-page.module.css';
import { Invitation } from './invitation.tsx';
import { defaultSettings, generateInput, type Settings } from './settings.ts';

/** The form on one side, the pictures sharpening on the other. */
export function GeneratePage() {
  useTitle('Create');
  const [model] = useModels();
  const [settings, setSettings] = useState(() => defaultSettings(model));
  const [shown, show] = useShownPictures();
  const generateImage = useGenerateImage();

  const draw = (wanted: Settings) => {
    generateImage.mutate(generateInput(wanted, model), {
      onSuccess: generations => show(generations.map(({ id }) => id)),
    });
  };
  const drawClass = (className: string) => {
    const wanted = { ...settings, className };
    setSettings(wanted);
    draw(wanted);
  };

  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">Create pictures</h1>
      <div className={styles.side}>
        <Composer
          model={model}
          settings={settings}
          isPending={generateImage.isPending}
          error={generateImage.error}
          onChange={setSettings}
          onSubmit={draw}
        />
      </div>
      {shown.length === 0 ? <Invitation model={model} onChoose={drawClass} /> : <Stage ids={shown} />}
    </div>
  );
}
