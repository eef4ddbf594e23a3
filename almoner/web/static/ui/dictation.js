// Records dictation in pieces of five seconds and hands them to this server alone; plays a sentence from its time.

import { show } from "./wave.js";

const PIECE_MS = 5000;
const box = document.querySelector("[data-recorder]");
const can = navigator.mediaDevices && window.MediaRecorder;

function tell(words) {
  box.querySelector("[data-tells]").textContent = words;
}

function form(token) {
  const data = new FormData(box.querySelector("form"));
  if (token) data.set("patient_token", token);
  return data;
}

async function send(address, data) {
  const answer = await fetch(address, { method: "POST", body: data, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

async function again(address, data, times = 4) {
  for (let tried = 1; ; tried += 1) {
    try {
      return await send(address, data);
    } catch (error) {
      if (tried === times) throw error;
      await new Promise((done) => setTimeout(done, 1000 * tried));
    }
  }
}

async function record() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const begun = await (await send(box.dataset.recorder, form())).json();
  const recorder = new MediaRecorder(stream);
  show(box, stream, recorder);
  let number = 0;
  let sent = Promise.resolve();
  recorder.addEventListener("dataavailable", (event) => {
    if (!event.data.size) return;
    const data = form(begun.token);
    data.set("number", String(number));
    data.set("file", event.data, "piece");
    number += 1;
    sent = sent.then(() => again(`/dictations/${begun.id}/piece`, data));
    sent.catch(() => tell("A piece could not be handed over. Stop, and try again."));
  });
  recorder.addEventListener("stop", async () => {
    for (const track of stream.getTracks()) track.stop();
    tell("It is written down…");
    try {
      await sent;
      const answer = await send(`/dictations/${begun.id}/hear`, form(begun.token));
      window.location.assign(answer.url);
    } catch {
      window.location.reload();
    }
  });
  recorder.start(PIECE_MS);
  return recorder;
}

function turn(recorder, button) {
  const goesOn = recorder.state === "paused";
  if (goesOn) recorder.resume();
  else recorder.pause();
  box.dataset.state = recorder.state;
  button.setAttribute("aria-label", goesOn ? "Pause" : "Go on recording");
  tell(goesOn ? "Recording." : "Paused.");
}

function wire() {
  const [starts, stops] = [box.querySelector("[data-records]"), box.querySelector("[data-stops]")];
  let recorder = null;
  box.hidden = false;
  starts.addEventListener("click", async () => {
    if (recorder) return turn(recorder, starts);
    starts.disabled = true;
    try {
      recorder = await record();
      stops.hidden = false;
      box.dataset.state = recorder.state;
      starts.setAttribute("aria-label", "Pause");
      tell("Recording.");
    } catch {
      tell("The microphone can't be used. Allow it for this page, or type the transcript.");
    }
    starts.disabled = false;
  });
  stops.addEventListener("click", () => {
    stops.disabled = starts.disabled = true;
    box.dataset.state = "over";
    recorder?.stop();
  });
  window.addEventListener("beforeunload", (event) => {
    if (recorder && recorder.state !== "inactive") event.preventDefault();
  });
}

if (box && can) wire();

document.addEventListener("click", (event) => {
  const from = event.target.closest("[data-plays]");
  const audio = from?.closest("[data-dictation]").querySelector("audio");
  if (!audio) return;
  audio.currentTime = Number(from.dataset.plays);
  audio.play();
});
