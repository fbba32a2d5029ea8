// Package api is what the town hall promises, and the server that keeps it. It is the only door: cmd opens
// it with New, pages and programs come in through what New gives.
//
// Glossary: the English word of the code, the Italian word of the people.
//
//	account of a dwelling      utenza TARI: what one household pays for; has a code of its own
//	act, audit                 atto, registro: what was done by whom for whom, in a chain
//	actor                      chi agisce: the person who signed in
//	application                istanza, domanda: what a person files
//	assistance                 assistenza: half an hour in which a clerk helps one person
//	bonus                      bonus sociale rifiuti
//	cadastral data             dati catastali: sheet foglio, parcel particella, sub subalterno
//	card of codes              tessera di codici: ten, on paper, each used once
//	clerk                      operatore dello sportello
//	command                    richiesta: what a person asks to be done, with an id made where it was born
//	consent                    consenso, il sì: of the citizen to one act of a clerk, by a code, for ten minutes
//	contact                    recapito: the e-mail address or telephone number in force, and what waits to be
//	desk                       sportello, sportello assistito
//	digest                     riepilogo: what others did in a person's name, once a week
//	draft                      bozza
//	folder                     fascicolo: all that a person may read, as one document
//	fiscal code                codice fiscale
//	help code                  codice di aiuto: read out by telephone, it lets a clerk see which page is open
//	instalment                 rata
//	letter                     lettera: one e-mail, in plain text
//	mandate                    titolo: why the actor may act (self, proxy delega, desk sportello)
//	NAV                        numero avviso: 18 digits of a pagoPA notice
//	notice of the desk         avviso dello sportello
//	occupants                  occupanti, componenti
//	protocol number            numero di protocollo (DPR 445/2000 art. 53)
//	receipt                    ricevuta (L. 241/1990 art. 18-bis): kept, arrived, registered
//	responsible                responsabile del procedimento (L. 241/1990 art. 5)
//	service sheet              scheda servizio
//	subject                    interessato: the person whose matters they are
//	TARI                       tassa sui rifiuti; fixed part quota fissa, variable part quota variabile
//	trail                      "chi ha visto i miei dati": the audit as its subject reads it
//	TEFA, UR1, UR2, UR3        tributo provinciale, componenti perequative
//	term                       termine: days for the answer
package api
