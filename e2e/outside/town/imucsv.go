package town

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"golang.org/x/text/encoding/charmap"

	"sportello/api/taxes"
)

// holdingsHeader is that of a back office's list of who owns what.
const holdingsHeader = "COD_FISC;COGNOME;NOME;COD_IMMOBILE;TIPO;INDIRIZZO;FOGLIO;PARTICELLA;SUB;CAT;VALORE;QUOTA;DIRITTO;USO;" +
	"DAL;AL;STORICO;INAGIBILE;RESIDENTI;EREDITA\r\n"

// The words that the office writes for those of the product; README.md tells them.
var (
	kindWords  = map[taxes.HoldingKind]string{taxes.Building: "F", taxes.Land: "T", taxes.Area: "A"}
	rightWords = map[taxes.Right]string{taxes.Owner: "proprietà", taxes.Usufruct: "usufrutto", taxes.Habitation: "abitazione", taxes.Bare: "nuda proprietà"}
	useWords   = map[taxes.Use]string{taxes.MainHome: "abitazione principale", taxes.Appurtenance: "pertinenza", taxes.Other: "altro", taxes.Let: "locato",
		taxes.Agreed: "concordato", taxes.Comodato: "comodato", taxes.CareHome: "ricovero", taxes.Social: "aler", taxes.Rural: "rurale",
		taxes.ForeignPension: "pensionato estero", taxes.Unsold: "invenduto"}
)

// WriteImu writes who owns what as a back office exports it, in the form of WriteTari: one row for each holding.
func WriteImu(w io.Writer, owners []Owner) error {
	out := office(w)
	out.WriteString(holdingsHeader)
	for _, o := range owners {
		for _, h := range o.Holdings {
			out.WriteString(holdingRow(o.Who, h))
		}
	}
	return out.Flush() // keeps the first error of all the writing above
}

func holdingRow(who *Person, h taxes.Holding) string {
	c := h.Cadastral
	return line(string(who.Code), who.Family, who.Given, h.Unit, kindWords[h.Kind], h.Address, c.Sheet, c.Parcel, c.Sub, c.Category,
		euro(h.Value), fmt.Sprintf("%d/%d", h.Share.Num, h.Share.Den), rightWords[h.Right], useWords[h.Use], h.From.Italian(), h.To.Italian(),
		flag(h.Historic), flag(h.Unfit), number(h.Residents), flag(h.Inherited)) + "\r\n"
}

// paymentsHeader is that of the lines of F24 forms as an office collects them.
const paymentsHeader = "ID_RIGA;COD_FISC;COGNOME;NOME;COD_ENTE;TRIBUTO;ANNO;ACCONTO;SALDO;RAVV;DATA_PAG;IMPORTO;N_IMMOBILI\r\n"

// WritePayments writes what was paid to the comune of that code by F24, one row for each line of a form.
func WritePayments(w io.Writer, entity string, owners []Owner) error {
	out := office(w)
	out.WriteString(paymentsHeader)
	for _, o := range owners {
		for _, p := range o.Payments {
			out.WriteString(line(p.ID, string(o.Who.Code), o.Who.Family, o.Who.Given, entity, p.Code, strconv.Itoa(p.Year),
				flag(p.Acconto), flag(p.Saldo), flag(p.Late), p.PaidOn.Italian(), euro(p.Amount), number(p.Units)))
			out.WriteString("\r\n")
		}
	}
	return out.Flush() // keeps the first error of all the writing above
}

// office is a file as offices write it.
func office(w io.Writer) *bufio.Writer {
	return bufio.NewWriterSize(charmap.Windows1252.NewEncoder().Writer(w), 1<<16)
}

func flag(is bool) string {
	if is {
		return "S"
	}
	return "N"
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
