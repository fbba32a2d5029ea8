package town

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"sportello/api/money"
	"sportello/api/taxes"
)

// header is that of a back office's export; the map assets/comuni/seregno/tari-map.json reads it.
const header = "COD_FISC;COGNOME;NOME;COD_UTENZA;INDIRIZZO;CIVICO;FOGLIO;PARTICELLA;SUB;CAT;MQ;OCCUPANTI;DAL;AL;ANNO;" +
	"TF_EUR_MQ;TV_EUR;QUOTA_FISSA;QUOTA_VAR;RID_COD;RID_PERC;TEFA;UR1;UR2;UR3;BONUS;TOTALE;" +
	"N_RATA;DI_RATE;SCADENZA;IMPORTO_RATA;AVVISO;PAGATO;DATA_PAG\r\n"

// WriteTari writes the TARI of all years as a back office exports it: Windows-1252, semicolons, CRLF, decimal
// comma, one row an instalment.
func (t *Town) WriteTari(w io.Writer) error {
	out := office(w)
	out.WriteString(header)
	for home := range t.Homes {
		for _, year := range t.Years() {
			if bill, ok := t.Bill(home, year); ok {
				t.rows(out, home, bill)
			}
		}
	}
	return out.Flush() // keeps the first error of all the writing above
}

// rows writes one bill; what its rows have in common is made once.
func (t *Town) rows(out *bufio.Writer, home int, p taxes.TariPosition) {
	h := &t.Homes[home]
	who := &t.People[h.Holder]
	code, percent := "", "0"
	if len(p.Reductions) > 0 {
		code, percent = p.Reductions[0].Code, p.Reductions[0].Percent.Italian()
	}
	same := line(string(who.Code), who.Family, who.Given, p.Utenza, h.Street, h.Number, strconv.Itoa(h.Sheet), strconv.Itoa(h.Parcel),
		strconv.Itoa(h.Sub), h.Category, p.SquareMetres.Italian(), strconv.Itoa(p.Occupants), p.From.Italian(), "", strconv.Itoa(p.Year),
		euro(money.Cents(p.FixedRate/money.PerCent)), euro(money.Cents(p.VariableRate/money.PerCent)), euro(p.Fixed), euro(p.Variable),
		code, percent, euro(p.TEFA), euro(p.UR1), euro(p.UR2), euro(p.UR3), euro(p.Bonus), euro(p.Total))
	for _, i := range p.Instalments {
		out.WriteString(same)
		out.WriteByte(';')
		out.WriteString(line(strconv.Itoa(i.Number), strconv.Itoa(i.Of), i.Due.Italian(), euro(i.Amount), i.NAV, euro(i.Paid), i.PaidOn.Italian()))
		out.WriteString("\r\n")
	}
}

// euro is 1234,56.
func euro(c money.Cents) string { return c.Format(money.Form{Decimal: ','}) }

// line joins fields; one that holds the separator or a quote is quoted.
func line(fields ...string) string {
	for i, f := range fields {
		if strings.ContainsAny(f, `;"`) {
			fields[i] = `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
		}
	}
	return strings.Join(fields, ";")
}
