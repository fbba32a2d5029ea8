// Package api is what the town hall promises, and the server that keeps it. It is the only door: cmd opens
// it with New, pages and programs come in through what New gives.
//
// Glossary: the English word of the code, the Italian word of the people.
//
//	acconto, saldo             acconto, saldo: the two terms of a year of IMU, 16 June and 16 December; saldo is what is left of the year
//	account of a dwelling      utenza TARI: what one household pays for; has a code of its own
//	act, audit                 atto, registro: what was done by whom for whom, in a chain
//	actor                      chi agisce: the person who signed in
//	agreed rent                canone concordato
//	appeal                     ricorso: against a fine, to the prefetto or to the giudice di pace
//	application                istanza, domanda: what a person files
//	appurtenance               pertinenza: a cellar, garage or shed of a home, one of each category C/2, C/6, C/7
//	assistance                 assistenza: half an hour in which a clerk helps one person
//	bare ownership             nuda proprietà: that of a home in which another has the usufruct usufrutto
//	base                       base imponibile: cadastral income, raised by the law and multiplied by category
//	bonus                      bonus sociale rifiuti
//	cadastral data             dati catastali: sheet foglio, parcel particella, sub subalterno
//	cadastral income           rendita catastale: what the State reckons that a building yields; of land, reddito dominicale
//	calendar link              indirizzo segreto: under it a calendar reads a person's deadlines
//	card of codes              tessera di codici: ten, on paper, each used once
//	cart                       carrello: notices that are paid together on one page of pagoPA
//	clerk                      operatore dello sportello
//	code of the F24            codice tributo: what a line of the form pays, 3912 to 3939
//	collector                  agente della riscossione: who asks for what the comune has entered on a roll, a ruolo
//	command                    richiesta: what a person asks to be done, with an id made where it was born
//	comodato                   comodato: a home lent to a parent or child
//	consent                    consenso, il sì: of the citizen to one act of a clerk, by a code, for ten minutes
//	contact                    recapito: the e-mail address or telephone number in force, and what waits to be
//	creditor                   ente creditore: the comune as pagoPA knows it
//	deadline                   scadenza
//	desk                       sportello, sportello assistito
//	digest                     riepilogo: what others did in a person's name, once a week
//	draft                      bozza
//	fine                       multa, verbale: for a breach of the traffic code; preavviso when it was left on the windscreen
//	fiscal code                codice fiscale
//	flow of payments           FdR, flusso di rendicontazione: by which a bank accounts for the money it has paid out
//	folder                     fascicolo: all that a person may read, as one document
//	group D                    gruppo catastale D: works, hotels and the like, of whose IMU a part goes to the State
//	help code                  codice di aiuto: read out by telephone, it lets a clerk see which page is open
//	holding                    possesso: one unit held by one person in one way for a time; unit unità immobiliare
//	IMU                        imposta municipale propria; main home abitazione principale, luxury A/1, A/8 and A/9
//	instalment                 rata
//	intention                  pagamento segnato: what somebody means to pay when there is a network
//	IUV                        identificativo unico di versamento: a NAV without its first digit, as receipts and flows name it
//	late, put right            ravvedimento operoso: tax paid late of one's own accord, with sanction sanzione and interest interessi legali
//	letter                     lettera: one e-mail, in plain text
//	mandate                    titolo: why the actor may act (self, proxy delega, desk sportello)
//	NAV                        numero avviso: 18 digits of a pagoPA notice
//	notice                     avviso di pagamento: one sum with a number of its own (NAV); instalments and alternatives are several
//	notice of the desk         avviso dello sportello
//	occupants                  occupanti, componenti
//	overpaid, short            pagato due volte, acconto: more, or less, than was owed
//	paid out                   riversato: sent by the bank to the comune, in one transfer (riversamento) for many payments
//	payment                    pagamento: one try to pay one or more notices
//	position                   posizione: what a person is asked for a tax in a year, with what is paid of it
//	position of debt           posizione debitoria: alternatives of which one is paid
//	protocol number            numero di protocollo (DPR 445/2000 art. 53)
//	receipt                    ricevuta (L. 241/1990 art. 18-bis): kept, arrived, registered
//	receipt of payment         ricevuta telematica: the only proof that money came
//	responsible                responsabile del procedimento (L. 241/1990 art. 5)
//	segregation code           codice di segregazione: two digits of a NAV, by which pagoPA knows who made the notice
//	service sheet              scheda servizio
//	share                      quota di possesso: 1 of 3
//	station                    stazione: where pagoPA calls a comune that keeps its own notices
//	subject                    interessato: the person whose matters they are
//	TARI                       tassa sui rifiuti; fixed part quota fissa, variable part quota variabile
//	TEFA, UR1, UR2, UR3        tributo provinciale, componenti perequative
//	term                       termine: days for the answer
//	trail                      "chi ha visto i miei dati": the audit as its subject reads it
//	unsold                     beni merce: built to be sold
//	what if                    che cosa succede se: a simulation, of which nothing is kept
package api
