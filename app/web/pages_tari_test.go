package web_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sportello/a11y/check"
	"sportello/api/folder"
	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/app/ui"
	"sportello/assets"
)

// rulesOfSights are those of Seregno, with invented tariffs of the TARI: in 2026 everything costs a little more, and UR3
// is new.
func rulesOfSights() taxes.Rules {
	var r taxes.Rules
	for file, into := range map[string]any{"taxes.json": &r, "imu-rates.json": &r.Imu} {
		data, err := fs.ReadFile(assets.FS, "comuni/seregno/"+file)
		if err == nil {
			err = json.Unmarshal(data, into)
		}
		if err != nil {
			panic(err)
		}
	}
	r.Tari = []taxes.TariYear{
		{Year: 2026, Act: "Delibera del Consiglio comunale n. 12 del 28 aprile 2026", Fixed: []money.Rate{62_000, 73_000, 80_000}, Variable: []money.Rate{48_30_000, 79_80_000, 95_70_000},
			TEFA: 5_000, UR1: 10, UR2: 1_50, UR3: 6_00, Bonus: 25_000,
			Reductions: []taxes.TariReduction{{Code: "U1", It: "persona sola", En: "person alone", Percent: 10_00}}},
		{Year: 2025, Fixed: []money.Rate{60_000, 66_680, 78_000}, Variable: []money.Rate{47_00_000, 77_00_000, 94_00_000}, TEFA: 5_000, UR1: 10, UR2: 1_50},
	}
	return r
}

// billed is the folder of somebody with the bill of 2026 that f makes of the usual one, after that of 2025.
func billed(f func(u *taxes.TariUtenza), after func(p *taxes.TariPosition)) folder.Folder {
	u := taxes.TariUtenza{Utenza: "U1", Address: "Via Cavour 12", Metres: []taxes.Hundredths{45_50}, Occupants: 2, From: day("1998-03-01"),
		Cadastral: taxes.Cadastral{Sheet: "12", Parcel: "345", Sub: "6", Category: "A/3"}}
	y := rulesOfSights().Tari
	before := taxes.ReckonTari(u, y[1])
	if f != nil {
		f(&u)
	}
	now := taxes.ReckonTari(u, y[0])
	if after != nil {
		after(&now)
	}
	now.Instalments = []taxes.Instalment{
		{Number: 1, Of: 2, Due: day("2026-06-18"), Amount: now.Total / 2, NAV: "300123456789012340"},
		{Number: 2, Of: 2, Due: day("2026-12-04"), Amount: now.Total - now.Total/2, NAV: "300123456789012341"},
	}
	return folder.Folder{Who: teresa, ReadAt: noon, Tari: []taxes.TariPosition{now, before}}
}

// whyCase is a bill that is explained in a way of its own, and what must be read or heard of it.
type whyCase struct {
	about  string
	folder folder.Folder
	reads  []string
}

func whyCases() []whyCase {
	alone := func(u *taxes.TariUtenza) {
		u.Occupants, u.Reductions = 1, []taxes.Reduction{{Code: "U1", Percent: 10_00}, {Code: "X9", Percent: 5_00}}
	}
	only := billed(nil, nil)
	only.Tari = only.Tari[:1]
	return []whyCase{
		{"why, a little dearer", billed(nil, nil), []string{"45,5 metri quadrati per 0,73 euro al metro quadrato = 33,22 €", "45,5 metri quadrati per 73 centesimi al metro quadrato fa 33 euro e 22 centesimi",
			"soprattutto perché c'è una parte nuova, la UR3.", "Delibera del Consiglio comunale n. 12", "foglio 12", "Per ora non risulta."}},
		{"why, one person less and reductions", billed(alone, nil), []string{"le persone in casa passano da 2 a 1", "Sconto: persona sola", "10 per cento di 76,51 € = −7,65 €"}},
		{"why, a part of the year", billed(func(u *taxes.TariUtenza) { u.To = day("2026-07-03") }, nil), []string{"per 184 giorni su 365", "perché la casa conta per meno giorni", "La casa conta per 184 giorni su 365."}},
		{"why, the bonus", billed(func(u *taxes.TariUtenza) { u.BonusOn = 107_34 }, nil), []string{"Già riconosciuto: toglie 26,84 €", "25 per cento di 107,34 €, la TARI del 2025 = −26,84 €", "soprattutto per il bonus sociale"}},
		{"why, dearer for a larger home", billed(func(u *taxes.TariUtenza) { u.Metres = []taxes.Hundredths{45_50, 15_00} }, nil), []string{"i metri quadrati passano da 45,5 a 60,5"}},
		{"why, arrears in the total", billed(nil, func(p *taxes.TariPosition) { p.Total += 30_00 }), []string{"Altre somme", "soprattutto per altre somme che solo il Comune conosce"}},
		{"why, rounded to the euro", billed(nil, func(p *taxes.TariPosition) { p.Total = money.F24(p.Total) }), []string{"Arrotondamento"}},
		{"why, a sum that its data do not give", billed(nil, func(p *taxes.TariPosition) { p.Fixed += 9_00; p.Total += 9_00 }), []string{"Con i dati che abbiamo il conto non torna.", "soprattutto per altre somme"}},
		{"why, only the total", billed(nil, func(p *taxes.TariPosition) {
			*p = taxes.TariPosition{Utenza: "U1", Year: 2026, SquareMetres: 10_00, Total: 99_00}
		}), []string{"Il Comune ci ha dato solo il totale.", "soprattutto per altre somme"}},
		{"why, the first year", only, []string{"Qui non c'è la TARI del 2025 per questa casa"}},
	}
}

func tariSights() []sight {
	all := []sight{
		{"why, somebody else's TARI", "/tasse/tari/U2/2026/perche", nil, teresa, full(), nil, 404, "Questa pagina non c'è"},
		{"why, for another", "/per/" + mandateOf(seesTari()) + "/tasse/tari/U1/2026/perche", nil, seesTari().Who, seesTari(), nil, 200, ""},
		{"one year of TARI, much late", "/tasse/tari/U1/2024", nil, teresa, full(), nil, 200, "TARI 2024"},
		{"one year of TARI, all paid", "/tasse/tari/U1/2025", nil, teresa, full(), nil, 200, "TARI 2025"},
		{"one year of TARI, with all its data", "/tasse/tari/U1/2026", nil, teresa, billed(nil, nil), nil, 200, "TARI 2026"},
	}
	second := billed(nil, nil)
	for _, p := range full().Tari {
		p.Utenza = "U2"
		second.Tari = append(second.Tari, p)
	}
	all = append(all, sight{"TARI of two dwellings", "/tasse/tari", nil, teresa, second, nil, 200, "La sua TARI"})
	for _, c := range whyCases() {
		all = append(all, sight{c.about, "/tasse/tari/U1/2026/perche", nil, teresa, c.folder, nil, 200, "Perché questo importo: TARI 2026"})
	}
	return all
}

// TestWhy reads the page of "why": each part in words, what changed in one sentence, and easy to read.
func TestWhy(t *testing.T) {
	hall := &paper{}
	h := host(t, hall, &door{who: teresa})
	for _, c := range whyCases() {
		t.Run(c.about, func(t *testing.T) {
			hall.folder = c.folder
			root, err := html.Parse(ask(h, "/tasse/tari/U1/2026/perche", nil).Body)
			if err != nil {
				t.Fatal(err)
			}
			said := strings.Join(strings.Fields(words(root)), " ")
			for _, want := range c.reads {
				if !strings.Contains(said, strings.ReplaceAll(want, "\u00a0", " ")) {
					t.Errorf("does not say %q", want)
				}
			}
			if g := check.Gulpease(strings.Join(check.ReadingText(root), "\n")); g < 80 {
				t.Errorf("Gulpease %.0f, under 80:\n%s", g, strings.Join(check.ReadingText(root), "\n"))
			}
			if t.Failed() {
				t.Log(ui.Heard(find(root, "main")))
			}
		})
	}
}
