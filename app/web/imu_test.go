package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sportello/a11y/check"
	"sportello/api/taxes"
	"sportello/app/ui"
)

// TestImu reads the pages of the IMU: what each person must find there, as it is heard, in plain words.
func TestImu(t *testing.T) {
	hall := &paper{}
	h := host(t, hall, &door{who: teresa})
	for _, c := range imuCases() {
		t.Run(c.about, func(t *testing.T) {
			hall.folder = c.folder
			root, err := html.Parse(ask(h, c.path, nil).Body)
			if err != nil {
				t.Fatal(err)
			}
			main := find(root, "main")
			heard, source := ui.Heard(main), ui.String(main)
			for _, want := range c.reads {
				if !strings.Contains(heard, want) {
					t.Errorf("does not say %q", want)
				}
			}
			for _, not := range c.not {
				if strings.Contains(heard, not) || strings.Contains(source, not) {
					t.Errorf("says %q", not)
				}
			}
			if t.Failed() {
				t.Log(heard)
			}
		})
	}
}

// TestImuIsPlain: every page of IMU and of the simulator has a Gulpease of 80 (ACCESSIBILITY, rule 10).
func TestImuIsPlain(t *testing.T) {
	hall, in := &paper{}, &door{}
	h := host(t, hall, in)
	for _, s := range imuSights() {
		hall.folder, in.who = s.folder, s.who
		root, err := html.Parse(ask(h, s.path, s.form).Body)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(check.ReadingText(root), "\n")
		if g := check.Gulpease(text); g < 80 {
			t.Errorf("%s: Gulpease %.1f, under 80:\n%s", s.about, g, text)
		}
	}
}

// TestSimulateStoresNothing: each answer leads on by its address, and no command is sent.
func TestSimulateStoresNothing(t *testing.T) {
	hall := &paper{folder: reckoning()}
	h := host(t, hall, &door{who: teresa})
	for _, step := range []struct{ form, to string }{
		{"passo=immobile&immobile=U1", "/tasse/imu/simula?immobile=U1"},
		{"passo=cosa&immobile=U1&cosa=sell", "/tasse/imu/simula?cosa=sell&immobile=U1"},
		{"passo=giorno&immobile=U1&cosa=sell&giorno=1/8/2026", "/tasse/imu/simula?cosa=sell&giorno=1%2F8%2F2026&immobile=U1"},
	} {
		form, err := url.ParseQuery(step.form)
		if err != nil {
			t.Fatal(err)
		}
		w := ask(h, "/tasse/imu/simula", form)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != step.to {
			t.Errorf("%s: %d to %s", step.form, w.Code, w.Header().Get("Location"))
		}
	}
	if len(hall.sent) != 0 {
		t.Errorf("%d commands sent", len(hall.sent))
	}
}

// TestSimulateResult hears what would change. The home with its garage is exempt: whoever sells it pays no less, and
// whoever leaves it for a care home pays from August, where nobody has written down what the comune chose (5 of 12 months of
// 890.40 and, for the garage, of 142.46).
func TestSimulateResult(t *testing.T) {
	h := host(t, &paper{folder: reckoning()}, &door{who: teresa})
	for query, reads := range map[string][]string{
		"immobile=U3&cosa=sell&giorno=1/8/2026":      {"È solo una prova", "Nel 2026 paga in meno: 185 euro e 50 centesimi", "un anno intero 445", "meno 445 euro e 20 centesimi", "Il giorno della vendita conta per chi compra."},
		"immobile=U1&cosa=care_home&giorno=1/8/2026": {"Chieda se il Comune ha uno sconto", "Prima di decidere, chiami", "Nel 2026 paga in più: 430 euro e 36 centesimi", "entro il giorno 30 giugno 2027"},
		"immobile=U1&cosa=sell&giorno=1/8/2026":      {"Nel 2026 non cambia niente"},
		"immobile=U3&cosa=lend&giorno=1/8/2026":      {"Il contratto di prestito è registrato.", "Nel 2026 paga in meno: 92 euro e 75 centesimi"},
		"immobile=U3&cosa=agreed&giorno=1/8/2026":    {"Registri il contratto all'Agenzia delle Entrate."},
	} {
		root, err := html.Parse(ask(h, "/tasse/imu/simula?"+query, nil).Body)
		if err != nil {
			t.Fatal(err)
		}
		heard := ui.Heard(find(root, "main"))
		for _, want := range reads {
			if !strings.Contains(heard, want) {
				t.Errorf("%s: does not say %q", query, want)
			}
		}
		if t.Failed() {
			t.Fatal(heard)
		}
	}
}

// TestCareHomeChosen: where the comune treats the home of who lives in a care home as a main home, nothing changes;
// where it does not, the page says so.
func TestCareHomeChosen(t *testing.T) {
	was := seregno.Taxes
	defer func() { seregno.Taxes = was }()
	for choice, says := range map[taxes.Choice][]string{
		taxes.Yes: {"Nel 2026 non cambia niente", "Il suo Comune ha questo sconto"},
		taxes.No:  {"Nel 2026 paga in più", "Il Comune non ha questo sconto"},
	} {
		seregno.Taxes = rulesOfSights()
		for n := range seregno.Taxes.Imu {
			seregno.Taxes.Imu[n].CareHome = choice
		}
		h := host(t, &paper{folder: reckoning()}, &door{who: teresa})
		said := ask(h, "/tasse/imu/simula?immobile=U1&cosa=care_home&giorno=1/8/2026", nil).Body.String()
		for _, want := range says {
			if !strings.Contains(said, want) {
				t.Errorf("chosen %q: does not say %q", choice, want)
			}
		}
	}
}

// TestNoRulesNoPromise: a comune whose figures are not known tells nobody that they owe nothing.
func TestNoRulesNoPromise(t *testing.T) {
	was := seregno.Taxes
	defer func() { seregno.Taxes = was }()
	seregno.Taxes.Imu = nil
	h := host(t, &paper{folder: owning(held("U1"))}, &door{who: teresa})
	for _, path := range []string{"/tasse", "/tasse/imu"} {
		if said := ask(h, path, nil).Body.String(); !strings.Contains(said, "Il Comune non ha ancora messo qui le regole") || strings.Contains(said, "Non risulta") {
			t.Errorf("%s says %s", path, said)
		}
	}
	if said := ask(h, "/tasse/imu/simula", nil).Body.String(); !strings.Contains(said, "Non c&#39;è niente da provare") {
		t.Errorf("the simulator says %s", said)
	}
}

// TestSimulateForAnother: what a daughter tries for her mother stays in her mother's matters.
func TestSimulateForAnother(t *testing.T) {
	f := reckoning()
	f.Who = seesTari().Who
	f.Who.Rights.Services = []string{"imu"}
	h := host(t, &paper{folder: f}, &door{who: f.Who})
	in := "/per/" + givenID
	w := ask(h, in+"/tasse/imu/simula", url.Values{"passo": {"cosa"}, "immobile": {"U1"}, "cosa": {"sell"}})
	if to := w.Header().Get("Location"); to != in+"/tasse/imu/simula?cosa=sell&immobile=U1" {
		t.Errorf("an answer leads to %q", to)
	}
	said := ask(h, in+"/tasse/imu/simula?cosa=sell&immobile=U1", nil).Body.String()
	for _, want := range []string{`action="` + in + `/tasse/imu/simula"`, `href="` + in + `/tasse/imu/simula?cosa=sell&amp;immobile=U1&amp;passo=cosa"`} {
		if !strings.Contains(said, want) {
			t.Errorf("no %s", want)
		}
	}
}

// TestEstimated: until the rates of the year are known, every amount of it says that it is an estimate.
func TestEstimated(t *testing.T) {
	was := seregno.Taxes
	defer func() { seregno.Taxes = was }()
	seregno.Taxes.Imu = was.Imu[1:]
	h := host(t, &paper{folder: owning(held("U1"))}, &door{who: teresa})
	for _, path := range []string{"/tasse/imu", "/tasse/imu/2026/perche", "/tasse/imu/2026/immobili/U1"} {
		if said := ask(h, path, nil).Body.String(); !strings.Contains(said, "Per ora è una stima") {
			t.Errorf("%s does not say that it is an estimate", path)
		}
	}
	paid := owning(held("U1"))
	paid.Imu.Payments = []taxes.Payment{{ID: "1", Code: "3918", Year: 2026, Acconto: true, PaidOn: paid.Imu.Holdings[0].From, Amount: 428_00}}
	h = host(t, &paper{folder: paid}, &door{who: teresa})
	for _, path := range []string{"/", "/tasse"} {
		if said := ask(h, path, nil).Body.String(); !strings.Contains(said, "È una stima") {
			t.Errorf("%s asks for a saldo that nobody has decided", path)
		}
	}
}
