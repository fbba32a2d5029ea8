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
// # Known of Orca 43.1, measured with Chromium 156 and Firefox 153
//
// A script that replaces the element with the focus and focuses the new heading may leave Orca silent: on the
// removal Orca moves its reading point without a word, sometimes onto that very heading, and then takes the focus
// event for old news. Whether it happens depends on the browser and on what stands before the heading. Waiting
// 300 ms before the focus, or focusing something else first, does not help. Heard in every run in both browsers:
// put the new main before the old one, focus its heading, hide the old main at once, remove it half a second later.
// Better still to leave it hidden until the next page comes (Chromium): its removal takes Orca's reading point out of
// the new page, and a radio button chosen after that is not heard.
//
// Orca does not say what describes a group, only what describes the control with the focus. It reads line by line:
// hidden text that wraps, or that is placed apart, is heard in pieces. A click listener on the window makes
// Chromium call everything with a tabindex clickable ("elemento con clic").
package orca
