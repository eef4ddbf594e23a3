// What the microphone hears while it records: how loud, as twenty strokes, and for how long without the pauses.
const STROKES = 20;
const WIDTH = 6;
const HEIGHT = 34;
const EVERY_MS = 100;

function strokes(picture) {
  for (let place = 0; place < STROKES; place += 1) {
    const one = document.createElementNS(picture.namespaceURI, "rect");
    for (const [name, value] of [["x", place * WIDTH], ["width", 3], ["rx", 1.5]]) one.setAttribute(name, value);
    picture.append(one);
  }
  return [...picture.children];
}

function loudness(heard, samples) {
  heard.getFloatTimeDomainData(samples);
  return Math.min(1, 4 * Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length));
}

function draw(drawn, levels) {
  drawn.forEach((one, place) => {
    const height = 4 + (HEIGHT - 4) * (levels[place] ?? 0);
    one.setAttribute("height", height);
    one.setAttribute("y", (HEIGHT - height) / 2);
  });
}

export function show(box, stream, recorder) {
  const [picture, time] = [box.querySelector("[data-wave]"), box.querySelector("[data-time]")];
  const ears = new AudioContext();
  const heard = ears.createAnalyser();
  const samples = new Float32Array(heard.fftSize);
  const drawn = strokes(picture);
  const levels = Array(STROKES).fill(0);
  let [recorded, since] = [0, performance.now()];
  ears.createMediaStreamSource(stream).connect(heard);
  picture.removeAttribute("hidden");
  const tick = setInterval(() => {
    const now = performance.now();
    if (recorder.state === "recording") {
      recorded += now - since;
      levels.push(loudness(heard, samples));
      levels.shift();
      draw(drawn, levels);
      const seconds = Math.floor(recorded / 1000);
      time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
    since = now;
  }, EVERY_MS);
  recorder.addEventListener("stop", () => {
    clearInterval(tick);
    ears.close();
  });
}
