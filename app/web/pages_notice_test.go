package web_test

import (
	"net/url"
	"testing"

	"sportello/api/fines"
	"sportello/api/folder"
)

// noticeCase is a notice that somebody asks about.
type noticeCase struct {
	about, text string
	folder      folder.Folder
	h1          string
	reads, not  []string
}

func noticeCases() []noticeCase {
	const nav, qr = "348000000000001122", "PAGOPA|002|348000000000001122|00000000000|"
	const yes, but, no = "Sì, questo avviso è vero", "L'avviso è vero, ma non lo paghi", "No, non paghi questo avviso"
	paid := fined(nil)
	paid.Debts[0].Notices[1].Paid, paid.Debts[0].Paid = 55_80, 55_80
	before := fined(since("2026-11-02"))
	return []noticeCase{
		{"a true notice", nav, fined(nil), yes, []string{"Può pagarlo.", "Da pagare oggi: 43 euro e 20 centesimi", "Si può usare fino a lunedì 23 novembre 2026."}, []string{"Teresa", "Colli", "AB123CD"}},
		{"a true code", qr + "4320", fined(nil), yes, nil, nil},
		{"a code of another amount", qr + "9320", fined(nil), no, []string{"L'avviso che ha in mano chiede 93 euro e 20 centesimi. Con questo codice il Comune chiede 43 euro e 20 centesimi.", "0362 263260"}, []string{"Può pagarlo"}},
		{"a code of nobody", "PAGOPA|002|348000000000009999|00000000000|4320", fined(nil), no, nil, nil},
		{"a number that we never made", "348000000000009999", fined(nil), no, []string{"Confronti prima le 18 cifre con il foglio."}, nil},
		{"a code of another office", "PAGOPA|002|348000000000001122|12345678901|4320", fined(nil), "Questo avviso non è del Comune", []string{"Codice fiscale di chi chiede i soldi 1 2 3 4 5 6 7 8 9 0 1"}, nil},
		{"a number of another office", "301000000000001122", fined(nil), "Questo avviso non è del Comune", nil, nil},
		{"a true notice, too late", nav, before, but, []string{"Il suo tempo è finito: non usi più questo codice.", "Che cosa pagare adesso", "55 euro e 80 centesimi"}, []string{"Paghi solo con questo codice"}},
		{"a true notice, not yet", "348000000000001324", fined(nil), but, []string{"Non si può ancora pagare."}, nil},
		{"a true notice, paid by another", nav, paid, but, []string{"è già stato pagato con un altro codice"}, []string{"Da pagare oggi"}},
		{"a true notice, paid", "348000000000001223", paid, but, []string{"È già pagato. Non paghi di nuovo."}, nil},
		{"a true notice, cancelled", nav, fined(office(fines.Cancelled)), but, []string{"È annullato: non deve pagare."}, nil},
		{"a true notice, with the collector", nav, fined(office(fines.Collector)), but, []string{"ora i soldi li chiede l'agente della riscossione"}, nil},
		{"a true notice, under appeal", nav, fined(office(fines.Judge)), but, []string{"c'è un ricorso"}, nil},
		{"a true notice, in instalments", nav, fined(office(fines.Plan)), but, []string{"usi gli avvisi delle rate"}, nil},
	}
}

// TestIsItTrue hears what is said to a notice.
func TestIsItTrue(t *testing.T) {
	hall := &paper{}
	h := host(t, hall, &door{})
	for _, c := range noticeCases() {
		t.Run(c.about, func(t *testing.T) {
			hall.folder = c.folder
			heard(t, ask(h, "/avviso", url.Values{"testo": {c.text}}).Body, c.reads, append(c.not, "Teresa"))
		})
	}
}
