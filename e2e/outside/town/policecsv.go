package town

import (
	"io"

	"sportello/api/fines"
)

// finesHeader is that of the police's list of verbali.
const finesHeader = "NUM_VERBALE;TIPO;TARGA;COD_FISC;COGNOME_OBBLIGATO;NOME_OBBLIGATO;DATA_VIOLAZIONE;ORA;LUOGO;VIOLAZIONE;ARTICOLO;FOTO;DATA_NOTIFICA;" +
	"IMPORTO_5GG;IMPORTO_60GG;IMPORTO_OLTRE_60GG;SPESE_NOTIFICA;PUNTI;RICHIESTA_DATI_CONDUCENTE;DATI_PERVENUTI;STATO;DATA_STATO;IMPORTO_RUOLO;PAGATO;DATA_PAGAMENTO;" +
	"AVVISO_5GG;AVVISO_60GG;AVVISO_OLTRE_60GG\r\n"

// officeWords are what the police write for the states of the product; README.md tells them.
var officeWords = map[fines.Office]string{fines.Live: "attivo", fines.Cancelled: "annullato", fines.Prefect: "ricorso prefetto", fines.Judge: "ricorso GdP",
	fines.Plan: "rateizzato", fines.Collector: "a ruolo"}

// WriteFines writes fines as the police export them, in the form of WriteTari: one row for each verbale.
func WriteFines(w io.Writer, all []Fined) error {
	out := office(w)
	out.WriteString(finesHeader)
	for _, one := range all {
		out.WriteString(fineRow(one.Who, one.Fine))
	}
	return out.Flush() // keeps the first error of all the writing above
}

func fineRow(who *Person, f fines.Fine) string {
	state := officeWords[f.Office]
	if f.Paid > 0 && f.Paid >= f.Reduced { // of less, only the terms say whether it was enough
		state = "pagato"
	}
	return line(f.Number, string(f.Kind), f.Plate, string(who.Code), who.Family, who.Given, f.FoundOn.Italian(), f.FoundAt, f.Place, f.What, f.Article, f.Photo,
		f.NotifiedOn.Italian(), euro(f.Discounted), euro(f.Reduced), euro(f.Full), euro(f.Costs), number(f.Points), flag(f.Driver), flag(f.DriverGiven),
		state, f.OfficeOn.Italian(), euro(f.ToCollector), euro(f.Paid), f.PaidOn.Italian(),
		f.NAVs.Discounted, f.NAVs.Reduced, f.NAVs.Full) + "\r\n"
}
