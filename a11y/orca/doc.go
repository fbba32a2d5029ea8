// Package orca lets a Go test hear a page as a blind person hears it: the real Orca screen reader, a real
// browser and real key strokes, on a screen that nobody sees.
//
//	func TestTelesoccorsoIsHeard(t *testing.T) {
//		s := orca.Start(t, orca.Options{URL: server.URL + "/telesoccorso"})
//		s.Hear("the title", orca.Key("h"), orca.Say("Chiedi il telesoccorso", "intestazione livello 1"))
//		s.Hear("the name", orca.Key("Tab"), orca.Say("Nome e cognome", "richiesto"), orca.Never("non valida"))
//		s.Type("Niccolò Però")
//		s.Until("the button", 25, orca.Key("Tab"), orca.Say("Invia la domanda", "pulsante"))
//		s.Hear("the answer", orca.Key("Return"), orca.Say("Domanda salvata", "intestazione livello 1"))
//		s.Hear("the news", orca.Say("Domanda registrata")) // no key: goes on listening
//	}
//
// Orca speaks to a stand-in of Speech Dispatcher that writes each message down; Orca, the browser and the
// accessibility bus are those of the machine. Each Session has its own folder, screen, buses, Orca and browser
// profile, so it meets neither another session nor the desktop of the person who runs the tests.
//
// What a test may ask is which phrases are heard, in which order, and which must not be. Two runs of the same
// path never give the same transcript (the browser sends its events in another order), so there is no way to
// compare whole ones. A phrase that Orca itself cuts off before it can be spoken counts as not heard.
//
// It never skips: a machine without Orca or a browser fails the test and is told which packages to install. It
// repeats the start-up, never an assertion. It says nothing about other readers, about voices, or about people.
//
// # Known of Orca 43.1 with Chromium, measured
//
// When a script replaces the element that holds the focus and focuses the new heading, Orca says nothing if
// that heading is the first readable thing of the parent whose child was removed: on the removal Orca moves its
// reading point there in silence, and then takes the focus event for old news. Waiting up to 300 ms before the
// focus, or focusing something else first, does not help. Two things do: a readable line before the heading
// inside that parent ("Passo 2 di 4", a link back), or adding the new page, focusing its heading, and removing
// the old page in a later task.
package orca
