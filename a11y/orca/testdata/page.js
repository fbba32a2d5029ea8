// A one-page site with the behaviour of the real one: an error summary that takes the focus, then a page replaced
// by script, with a new title and the focus on its h1, then a polite announcement.
const form = document.querySelector("form");
const person = document.getElementById("nome");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  person.value.trim() ? showReceipt() : showProblem();
});

function showProblem() {
  document.title = "Errore: Chiedi il telesoccorso - Sportello di prova";
  document.getElementById("problemi").innerHTML =
    '<div tabindex="-1" role="group" aria-labelledby="c-e"><h2 id="c-e">C\'è un problema</h2>' +
    '<ul><li><a href="#nome">Scriva il nome e il cognome</a></li></ul></div>';
  document.getElementById("nome-errore").textContent = "Errore: Scriva il nome e il cognome";
  person.setAttribute("aria-invalid", "true");
  person.setAttribute("aria-describedby", "nome-errore nome-aiuto");
  document.querySelector("#problemi div").focus();
}

// The new page stands beside the old one while the focus moves. Replacing the content of main in one go leaves
// Orca silent in one browser or the other (see doc.go).
function showReceipt() {
  history.pushState(null, "", "/ricevuta");
  document.title = "Domanda salvata - Sportello di prova";
  const old = document.getElementById("contenuto");
  const next = document.createElement("main");
  next.innerHTML = '<h1 tabindex="-1">Domanda salvata</h1><p>Nome scritto: <b></b></p><button>Registra</button>';
  next.querySelector("b").textContent = person.value;
  next.querySelector("button").addEventListener("click", () => {
    document.getElementById("avvisi").textContent = "Domanda registrata, protocollo numero 2026/123.";
  });
  old.before(next);
  next.querySelector("h1").focus();
  old.hidden = true;
  setTimeout(() => old.remove(), 500);
}
