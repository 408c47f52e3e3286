#!/usr/bin/env bash
# The whole pipeline, from npm install of the data to a pack that the server loads, with models too small to learn anything.
# Needs Node and a Python with requirements.txt; leaves everything in runs/tiny.
set -euo pipefail
cd "$(dirname "$0")"
python="${PYTHON:-python3}"
export PYTHONUNBUFFERED=1

rm -rf runs/tiny
"$python" data.py
"$python" train_tokenizer.py --tiny --run runs/tiny/tokenizer
"$python" train_decoder.py --tiny --tokenizer runs/tiny/tokenizer/tokenizer.pth --run runs/tiny/decoder --decoder-blocks 3
"$python" train_transformer.py --tiny --run runs/tiny/transformer --tokenizer runs/tiny/tokenizer/tokenizer.pth
"$python" train_transformer.py --tiny --run runs/tiny/shapes --tokenizer runs/tiny/tokenizer/tokenizer.pth --start runs/tiny/transformer/transformer.pth
"$python" export.py --tokenizer runs/tiny/decoder/tokenizer.pth --transformer runs/tiny/shapes/transformer.pth --out runs/tiny/export
"$python" contact_sheet.py classes --pack runs/tiny/export --out runs/tiny/classes.png --seeds 1 --columns 12

cd ../..
from=models/training/runs/tiny/export
npm run --silent models -- convert --tokenizer "$from/tokenizer.pth" --transformer "$from/transformer.pth" \
  --labels "$from/labels.json" --options "$from/pack.json" --weights float16 --out models/training/runs/tiny/pack/emoji
npm run --silent generate -- --model models/training/runs/tiny/pack/emoji --class fox --seed 0 --out models/training/runs/tiny/fox.png
