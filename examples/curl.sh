#!/bin/sh
# A picture that sharpens, with curl: prints the address of every scale, and saves the last as picture.png.
#
#   examples/curl.sh http://localhost:4000 fox

set -eu
server=${1:-http://localhost:4000}
name=${2:-fox}

answer=$(curl -sS "$server/graphql" -H 'content-type: application/json' -d '{
  "query": "mutation ($name: String!) { generateImage(input: { class: { name: $name } }) { ... on GenerationsCreated { generations { id } } ... on Error { message } } }",
  "variables": { "name": "'"$name"'" }
}')
id=$(echo "$answer" | sed -n 's/.*"id":"\([^"]*\)".*/\1/p')
[ -n "$id" ] || { echo "$answer" >&2; exit 1; }

curl -sSN "$server/graphql" -H 'content-type: application/json' -H 'accept: text/event-stream' -d '{
  "query": "subscription ($id: ID!) { generationProgress(id: $id, after: 0) { ... on ScaleFinished { scale { image(format: PNG) { url } } } } }",
  "variables": { "id": "'"$id"'" }
}' | sed -n 's/.*"url":"\([^"]*\)".*/\1/p' | while read -r url; do
  echo "$url"
  curl -sS -o picture.png "$url"
done
