// Runs in the browser page of make-assets.ts: plain script, no modules.

/** The picture of an SVG, decoded and ready to draw. */
async function load(svg, width, height) {
  const image = new Image();
  const sized = svg.replace('<svg ', `<svg width="${width}" height="${height}" `);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(sized)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return { image, canvas, context: canvas.getContext('2d') };
}

/** A square WebP picture in base64. */
globalThis.drawWebp = async (svg) => {
  const { image, canvas, context } = await load(svg, 320, 320);
  context.drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', 0.8).split(',')[1];
};

/** Two seconds of WebM in base64: the picture comes nearer and shakes. */
globalThis.recordVideo = async (svg) => {
  const { image, canvas, context } = await load(svg, 480, 360);
  const options = { mimeType: 'video/webm;codecs=vp8', videoBitsPerSecond: 160_000 };
  const recorder = new MediaRecorder(canvas.captureStream(15), options);
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  recorder.start();
  const startedAt = performance.now();
  for (let passed = 0; passed < 2200; passed = performance.now() - startedAt) {
    const scale = 1 + passed / 9000;
    context.setTransform(
      scale,
      0,
      0,
      scale,
      (1 - scale) * 240 + Math.sin(passed / 60) * 4,
      (1 - scale) * 180,
    );
    context.drawImage(image, 0, 0);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
};
