package backoffice

import (
	"errors"

	"sportello/api/taxes"
)

// This file holds every word that the import says to the office. It is Italian only: it is printed on the
// terminal of the comune's staff and in the file sent back to the back office.

// Why a file cannot be used at all.
var (
	ErrEmpty    = errors.New("il file è vuoto: ripetere l'esportazione dal gestionale")
	ErrTooLarge = errors.New("il file supera 1 GB: esportare un anno per volta")
	ErrWorkbook = errors.New("il file è una cartella di Excel: aprirla e salvarla come «CSV (delimitato dal separatore di elenco)»")
	ErrNotText  = errors.New("il file non è un testo (è un archivio o un PDF): esportarlo in formato CSV")
	ErrEncoding = errors.New("codifica sconosciuta: usare utf-8, windows-1252, iso-8859-1, cp850, utf-16le o utf-16be")
	ErrIsUTF8   = errors.New("la mappa dice che il file non è in UTF-8, ma lo è: correggere o togliere «encoding» dalla mappa")
	ErrNoRows   = errors.New("il file ha solo l'intestazione: ripetere l'esportazione dal gestionale")
)

const (
	wordLine      = "RIGA"
	wordReason    = "MOTIVO"
	wordColumn    = "colonna"
	wordNoFields  = "non trovo le colonne %v. Le colonne del file sono: %s. Indicare quali usare con --map FILE.json"
	wordNoColumn  = "la mappa nomina la colonna «%s» che il file non ha. Le colonne del file sono: %s"
	wordMapBroken = "la mappa non è un JSON valido: %w"
	wordMapField  = "la mappa nomina il campo «%s» che non esiste. I campi sono: %s"
	wordMapValue  = "la mappa ha un valore non ammesso per %s: «%s»"
	wordMapDate   = "la mappa ha una forma di data sconosciuta: «%s». Le forme sono: %v"
)

// What the report says on a terminal. %s are numbers with their noun.
const (
	wordRead      = "Lette %s, con %s."
	wordAccepted  = "Entrano %s, con %s."
	wordHeld      = "Restano fuori %s: una posizione entra intera o non entra."
	wordRepeated  = "Ripetute identiche: %s, contate una volta sola."
	wordSkipped   = "Saltate per le regole della mappa: %s."
	wordFaulty    = "Da correggere: %s."
	wordFault     = "  riga %7d  %s"
	wordMore      = "  … e altre %d. Per averle tutte: --rejects FILE.csv"
	wordMissing   = "In archivio ma non più nel file: %s. Restano come sono; verificare con l'ufficio."
	wordMissingAt = "  utenza %s, anno %d"
	wordNothing   = "Nulla del file può entrare: non è stato scritto nulla."

	wordReadOnly     = "Lette %s."
	wordAcceptedOnly = "Versamenti che entrano: %s."
	wordHeldPeople   = "Restano fuori %s: una persona entra con tutti i suoi immobili o non entra."
	wordOver         = "Quote oltre l'intero su %s: non è un errore del file, ma va verificato con il catasto."
	wordOverAt       = "  immobile %s, dal %s: %s"
	wordKept         = "Lasciate come erano %s: avrebbero perso un immobile che forse sta in una riga da correggere."
	wordAside        = "Messe da parte, tributo %s: %s."

	wordFinesAccepted = "Multe che entrano: %s."
	wordCompanies     = "Messe da parte perché di ditte o enti, che non hanno un fascicolo: %s."
	wordNoticed       = "Avvisi pagoPA fatti da noi per %s: il file non ne dà."
)

// What became of it in the database: in earnest, and in a trial.
var wordsStored = [2]string{
	"In archivio: %s nuove, %s aggiornate, %s invariate.",
	"Prova: in archivio sarebbero %s nuove, %s aggiornate, %s invariate. Non è stato scritto nulla.",
}

var wordsHoldings = [2]string{
	"In archivio, immobili posseduti: %s nuovi, %s aggiornati, %s invariati, %s tolti.",
	"Prova: in archivio sarebbero %s immobili posseduti nuovi, %s aggiornati, %s invariati, %s tolti. Non è stato scritto nulla.",
}

var wordsPayments = [2]string{
	"In archivio, versamenti: %[1]s nuovi, %[3]s che c'erano già.",
	"Prova: in archivio sarebbero %[1]s versamenti nuovi, %[3]s che ci sono già. Non è stato scritto nulla.",
}

var wordsFines = [2]string{
	"In archivio, multe: %s nuove, %s aggiornate, %s invariate.",
	"Prova: in archivio sarebbero %s multe nuove, %s aggiornate, %s invariate. Non è stato scritto nulla.",
}

// nouns are the things counted, one and many.
var (
	rowsNoun        = [2]string{"riga", "righe"}
	positionsNoun   = [2]string{"posizione", "posizioni"}
	instalmentsNoun = [2]string{"rata", "rate"}
	peopleNoun      = [2]string{"persona", "persone"}
	holdingsNoun    = [2]string{"immobile posseduto", "immobili posseduti"}
	unitsNoun       = [2]string{"immobile", "immobili"}
	finesNoun       = [2]string{"multa", "multe"}
)

// Sentence says a reason in Italian.
func Sentence(r taxes.Reason) string {
	if s, ok := sentences[r]; ok {
		return s
	}
	return string(r)
}

var sentences = map[taxes.Reason]string{
	taxes.ColumnsMissing: "La riga ha meno colonne dell'intestazione",
	taxes.ColumnsTooMany: "La riga ha più colonne dell'intestazione: forse manca un paio di virgolette",
	taxes.QuotesOpen:     "Le virgolette non sono chiuse",
	taxes.NulByte:        "La riga contiene un carattere nullo",
	taxes.LineTooLong:    "La riga è troppo lunga",
	taxes.BadEncoding:    "La riga contiene lettere illeggibili",
	taxes.GrandTotal:     "Non è una riga di dati: è un totale",
	taxes.HeaderAgain:    "Non è una riga di dati: è l'intestazione ripetuta",

	taxes.CodeMissing: "Manca il codice fiscale",
	taxes.CodeLength:  "Il codice fiscale non ha 16 caratteri",
	taxes.CodeForm:    "Il codice fiscale ha lettere o cifre fuori posto",
	taxes.CodeMonth:   "Il codice fiscale ha una lettera del mese inesistente",
	taxes.CodeCheck:   "La lettera di controllo del codice fiscale è sbagliata",
	taxes.CodeCompany: "Il codice fiscale non è di una persona",

	taxes.UtenzaMissing: "Manca il codice dell'utenza",
	taxes.YearMissing:   "Manca l'anno",
	taxes.YearNumber:    "L'anno non è un numero",
	taxes.YearRange:     "L'anno è fuori dall'intervallo ammesso",

	taxes.NumberMissing: "Manca il numero della rata",
	taxes.NumberForm:    "Il numero della rata non è un numero",
	taxes.NumberBelow:   "Il numero della rata è minore di 1",
	taxes.NumberBeyond:  "Il numero della rata è oltre il totale delle rate",
	taxes.PlanForm:      "Il totale delle rate non è un numero",

	taxes.AmountMissing:   "Manca un importo",
	taxes.AmountForm:      "Un importo non è un numero",
	taxes.AmountDecimals:  "Un importo ha più di due decimali",
	taxes.AmountNegative:  "Un importo è negativo",
	taxes.SquareMissing:   "Mancano i metri quadri",
	taxes.SquareForm:      "I metri quadri non sono un numero",
	taxes.SquarePositive:  "I metri quadri non sono maggiori di zero",
	taxes.OccupantsForm:   "Gli occupanti non sono un numero",
	taxes.OccupantsRange:  "Gli occupanti sono meno di zero",
	taxes.ReductionForm:   "La riduzione non è una percentuale tra 0 e 100",
	taxes.DueMissing:      "Manca la scadenza",
	taxes.DateForm:        "Una data non è scritta come una data",
	taxes.DateNone:        "Una data non esiste nel calendario",
	taxes.PeriodBackwards: "Il periodo finisce prima di cominciare",
	taxes.NoticeLength:    "Il numero dell'avviso non ha 18 cifre",
	taxes.NoticeDigits:    "Il numero dell'avviso non è fatto di sole cifre",

	taxes.KeyTooLong:     "Il codice è troppo lungo",
	taxes.UnitMissing:    "Manca il codice dell'immobile",
	taxes.KindUnknown:    "Il tipo non è fabbricato, terreno o area",
	taxes.CategoryNone:   "Manca la categoria catastale",
	taxes.CategoryForm:   "La categoria catastale non esiste",
	taxes.FromMissing:    "Manca l'inizio del possesso",
	taxes.ShareMissing:   "Manca la quota",
	taxes.ShareForm:      "La quota non è scritta come una quota",
	taxes.ShareUnclear:   "La quota non è chiara: scrivere 1/2 oppure 50%",
	taxes.ShareRange:     "La quota è zero, o è più dell'intero",
	taxes.RightUnknown:   "Il diritto manca o non è tra quelli previsti",
	taxes.UseUnknown:     "L'uso manca o non è tra quelli previsti",
	taxes.FlagUnknown:    "La casella non dice né sì né no",
	taxes.ResidentsForm:  "I residenti non sono un numero di persone",
	taxes.PeriodsOverlap: "La stessa persona ha due periodi che si sovrappongono sullo stesso immobile",

	taxes.LineMissing:    "Manca il codice della riga",
	taxes.TaxCodeMissing: "Manca il codice tributo",
	taxes.TaxCodeUnknown: "Il codice tributo non è dell'IMU né di un altro tributo del Comune",
	taxes.EntityOther:    "Il versamento è per un altro Comune",
	taxes.PaidMissing:    "Manca la data del versamento",
	taxes.PaidAhead:      "La data del versamento è nel futuro",
	taxes.UnitsForm:      "Il numero degli immobili non è un numero di immobili",
	taxes.LineTwice:      "Lo stesso codice di riga compare due volte con dati diversi",
	taxes.LineKept:       "La riga è già in archivio con dati diversi",

	taxes.TwiceAmount:    "La stessa rata compare due volte con importi diversi",
	taxes.TwiceOther:     "La stessa rata compare due volte con dati diversi",
	taxes.NoticeTwice:    "Lo stesso numero di avviso è su due rate",
	taxes.TwoPeople:      "La stessa utenza ha due persone nello stesso anno",
	taxes.PlanDiffers:    "Il totale delle rate cambia da una riga all'altra",
	taxes.TotalDiffers:   "Il totale dovuto cambia da una riga all'altra",
	taxes.RowsDiffer:     "I dati della posizione cambiano da una riga all'altra",
	taxes.PlanIncomplete: "Alla posizione manca almeno una rata",
	taxes.SumWrong:       "La somma delle rate non è il totale dovuto",
	taxes.PartsWrong:     "La somma delle voci non è il totale dovuto",

	FineMissing:     "Manca il numero del verbale",
	FineForm:        "Il numero del verbale non ha né lettere né cifre",
	FineKindUnknown: "Il tipo non è verbale né preavviso",
	PlateMissing:    "Manca la targa",
	PlateForm:       "La targa non è una targa",
	FoundMissing:    "Manca il giorno della violazione",
	FoundAhead:      "Il giorno della violazione è nel futuro",
	TimeForm:        "L'ora non è scritta come un'ora",
	PlaceMissing:    "Manca il luogo della violazione",
	WhatMissing:     "Manca la violazione",
	TextTooLong:     "Un testo supera 2.000 caratteri",
	PhotoForm:       "Il collegamento alla foto non è un indirizzo che comincia con https://",

	NotifiedBefore: "La notifica è prima della violazione",
	NotifiedAhead:  "La notifica è nel futuro",
	NotifiedOnCar:  "Un preavviso non ha notifica: se è stato notificato, è un verbale",

	FineAmountNone: "Manca ogni importo del verbale",
	ReducedNone:    "C'è l'importo scontato, ma manca quello ridotto",
	DiscountOver:   "L'importo scontato è più di quello ridotto",
	ReducedOver:    "L'importo ridotto è più di quello pieno",
	CostsOver:      "Le spese sono più di uno degli importi",
	PointsForm:     "I punti non sono un numero di punti della patente",

	OfficeUnknown:  "Lo stato del verbale non è tra quelli previsti",
	OfficeDay:      "La data dello stato è prima della violazione, o nel futuro",
	CollectorState: "C'è un importo a ruolo, ma lo stato non dice che il verbale è a ruolo",
	FinePaidNone:   "Lo stato dice che è pagato, ma manca quanto",
	FinePaidNoDay:  "C'è un importo pagato senza la data del pagamento",
	FinePaidNoSum:  "C'è una data del pagamento senza l'importo pagato",
	FinePaidAhead:  "La data del pagamento è nel futuro",
	FinePaidBefore: "Il pagamento è prima della violazione",

	NoticeAux:       "Il numero dell'avviso non comincia con 0, 1, 2 o 3",
	NoticeNoAmount:  "C'è un avviso per un importo che manca",
	NoticeSame:      "Lo stesso avviso è su due importi del verbale",
	FineTwice:       "Lo stesso verbale compare due volte con dati diversi",
	FineNoticeTwice: "Lo stesso avviso è su due verbali",
	FineNoticeKept:  "L'avviso è già in archivio per un altro debito",
}
