// Reads the page aloud, and prints it large, for those who ask. Both buttons come hidden with the page and are
// shown only where this browser can do it: nobody meets a button that does nothing.
(() => {
  const listen = document.getElementById("ascolta"), print = document.getElementById("stampa"), voice = self.speechSynthesis;
  if (print && self.print) {
    print.hidden = false;
    print.addEventListener("click", () => self.print());
  }
  if (!listen || !voice || !self.SpeechSynthesisUtterance) return;
  listen.hidden = false;
  document.documentElement.dataset.aloud = ""; // shows the buttons that pages have of their own
  addEventListener("aloud", () => listen.click()); // boot.js tells of them: a click listener on the window would make all clickable
  const BLOCKS = "h1,h2,h3,p,li,dt,dd,label,legend,caption,th,td,summary,button,a.btn";
  const silent = "[aria-hidden=true],[hidden],details:not([open]) > :not(summary)";

  // heard is the text of a block as it is spoken: what only the eye needs is left out.
  function heard(block) {
    const copy = block.cloneNode(true);
    copy.querySelectorAll("[aria-hidden=true]").forEach(n => n.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  function read() {
    // The newest main comes first: an old one may stand behind it for a moment, hidden.
    const main = document.querySelector("main");
    const blocks = [...main.querySelectorAll(BLOCKS)].filter(b => !b.querySelector(BLOCKS) && !b.closest(silent) && !b.matches(".aloud"));
    for (const text of blocks.map(heard).filter(Boolean)) {
      // One block at a time: long texts are cut off by some voices.
      const piece = new SpeechSynthesisUtterance(text);
      piece.lang = document.documentElement.lang === "en" ? "en-GB" : "it-IT";
      piece.rate = 0.9;
      piece.onend = () => { if (!voice.pending && !voice.speaking) show(false); };
      voice.speak(piece);
    }
  }
  function show(reading) { listen.textContent = reading ? listen.dataset.stop : listen.dataset.start; }
  function stop() {
    voice.cancel();
    show(false);
  }
  listen.addEventListener("click", () => {
    const reading = listen.textContent === listen.dataset.stop;
    stop();
    if (reading) return;
    show(true);
    read();
  });
  // Another page, another text.
  new MutationObserver(stop).observe(document.getElementById("app"), {childList: true});
  addEventListener("pagehide", stop);
})();
