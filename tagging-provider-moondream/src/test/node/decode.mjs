// Decodes with transformers.js what DecodeBenchmark decodes, round by round, whenever a line comes in.
//
//   node decode.mjs model request.json
//
// The request: the tokens of the prompt, the shape of the pixels, how many tokens to decode, with how many threads, and whether
// to measure processor time. Prints "ready" once the model is loaded and the image encoded, and for every round the milliseconds
// of the prefill and of one token.
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { AutoModelForImageTextToText, BaseStreamer, Tensor, env } from '@huggingface/transformers';

const [model, request] = process.argv.slice(2).map((path) => resolve(path));
const { tokens, pixels, steps, threads, cpu } = JSON.parse(readFileSync(request, 'utf8'));

env.allowRemoteModels = false;
env.localModelPath = dirname(model);
const vlm = await AutoModelForImageTextToText.from_pretrained(basename(model), {
  dtype: { vision_encoder: 'q8', embed_tokens: 'q8', decoder_model_merged: 'q4' },
  device: 'cpu',
  session_options: threads > 0 ? { intraOpNumThreads: threads } : {},
});
// Random weights may end an answer anywhere.
vlm.generation_config.eos_token_id = null;

function now() {
  const { user, system } = process.cpuUsage();
  return cpu ? (user + system) / 1000 : performance.now();
}

class Clock extends BaseStreamer {
  times = [];
  // The first call brings the prompt back.
  put() { this.times.push(now()); }
  end() {}
}

function fill(size) {
  return Float32Array.from({ length: size }, (_, i) => ((i * 7919) % 511) / 255 - 1);
}

const size = pixels.reduce((a, b) => a * b, 1);
const image = { pixel_values: new Tensor('float32', fill(size), pixels) };
if (pixels.length === 5) {
  const [batch, tiles, , height, width] = pixels;
  const ones = new Uint8Array(batch * tiles * height * width).fill(1);
  image.pixel_attention_mask = new Tensor('bool', ones, [batch, tiles, height, width]);
}
const prompt = {
  input_ids: new Tensor('int64', BigInt64Array.from(tokens.map(BigInt)), [1, tokens.length]),
  attention_mask: new Tensor('int64', new BigInt64Array(tokens.length).fill(1n), [1, tokens.length]),
};

// So that what is left of the first token is the prefill.
const features = await vlm.encode_image(image);
vlm.encode_image = async () => features;

async function round() {
  const clock = new Clock();
  const began = now();
  await vlm.generate({ ...image, ...prompt, max_new_tokens: steps + 1, do_sample: false, streamer: clock });
  const [first, last] = [clock.times[1], clock.times[steps + 1]];
  return [first - began, (last - first) / steps].join(' ');
}

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'end') break;
  console.log(await round());
}
process.exit(0);
