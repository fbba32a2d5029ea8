package web_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sportello/a11y/check"
	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/deadlines"
	"sportello/api/folder"
	"sportello/api/payments"
	"sportello/api/proxies"
	"sportello/api/taxes"
	"sportello/app"
	"sportello/app/ui"
	"sportello/app/web"
	"sportello/assets"
)

const secret, secretAddress = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "https://sportello.example.it/calendario/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG.ics"

// Calendar knows one secret.
func (p *paper) Calendar(_ context.Context, said string) (folder.Folder, error) {
	if said != secret && p.fails == nil {
		return folder.Folder{}, command.ErrNotFound
	}
	return p.folder, p.fails
}

// due is a folder with nothing but a bill, each instalment on its day and paid or not.
func due(instalments ...taxes.Instalment) folder.Folder {
	f := folder.Folder{Who: teresa, ReadAt: noon}
	for i := range instalments {
		instalments[i].Number, instalments[i].Of = i+1, len(instalments)
	}
	f.Tari = []taxes.TariPosition{{Utenza: "U1", Year: 2026, Address: "Via Cavour 12", Instalments: instalments}}
	return f
}

// many has one of each, and forty of one.
func many() folder.Folder {
	f := full()
	for i := range 40 {
		at := day("2026-11-22") + 5
		f.Tari = append(f.Tari, taxes.TariPosition{Utenza: "U" + itoa(i+5), Year: 2026, Address: "Via dell'Industria " + itoa(i), Instalments: []taxes.Instalment{{Number: 1, Of: 1, Due: at, Amount: 12_345_67}}})
	}
	late := f.Applications[0]
	late.ID, late.DueOn = draftID, day("2026-11-20")
	over := f.Applications[0]
	over.ID, over.State, over.Events = "01890000-0000-7000-8000-000000000003", applications.Accepted, []applications.Event{{At: noon, State: applications.Accepted}}
	f.Applications = append(f.Applications, late, over)
	f.Proxies = []proxies.Proxy{{ID: "x1", Kind: proxies.Simple, Delegator: proxies.Party{ID: teresa.Actor.ID}, Delegate: proxies.Party{Name: "Ada Colli"}, State: proxies.Active, Until: day("2027-05-31")}}
	return f
}

// withLink is a folder with a private address.
func withLink() folder.Folder {
	f := full()
	f.Calendar = &deadlines.Link{MadeAt: noon.Add(-240 * time.Hour)}
	return f
}

// deadlineSights are the pages of what falls due.
func deadlineSights() []sight {
	const list, link, mine, what = "/scadenze", "/scadenze/calendario", "Le mie scadenze", "Un calendario che cambia da solo"
	ended := url.Values{"fai": {"chiudi"}}
	helped := askingYes()
	return []sight{
		{"deadlines", list, nil, teresa, full(), nil, 200, mine},
		{"no deadlines", list, nil, teresa, folder.Folder{Who: teresa, ReadAt: noon}, nil, 200, mine},
		{"many deadlines", list, nil, teresa, many(), nil, 200, mine},
		{"deadlines, all late", list, nil, teresa, due(taxes.Instalment{Due: day("2026-11-20"), Amount: 1}, taxes.Instalment{Due: day("2026-06-18"), Amount: 30_00}), nil, 200, mine},
		{"a deadline today", list, nil, teresa, due(taxes.Instalment{Due: day("2026-11-21"), Amount: 30_00}), nil, 200, mine},
		{"a deadline tomorrow", list, nil, teresa, due(taxes.Instalment{Due: day("2026-11-23"), Amount: 30_00}), nil, 200, mine},
		{"deadlines, all done", list, nil, teresa, due(taxes.Instalment{Due: day("2026-06-18"), Amount: 30_00, Paid: 30_00, PaidOn: day("2026-06-01")},
			taxes.Instalment{Due: day("2026-12-04"), Amount: 30_00, Paid: 30_00}), nil, 200, mine},
		{"deadlines in an assistance", "/per/" + assistanceID + list, nil, martaHelps, helped, nil, 200, "Le scadenze"},
		{"deadlines when the town hall is down", list, nil, teresa, full(), command.ErrDown, 503, "Il Comune ora non risponde"},

		{"no calendar link", link, nil, teresa, full(), nil, 200, what},
		{"a calendar link", link, nil, teresa, withLink(), nil, 200, what},
		{"a new calendar link", link, url.Values{}, teresa, full(), nil, 200, "Ecco il suo indirizzo segreto"},
		{"a calendar link that was not made", link, url.Values{}, teresa, full(), command.ErrNotFound, 200, what},
		{"a calendar link that has ended", link + "?chiuso=1", nil, teresa, full(), nil, 200, what},
		{"a calendar link that did not end", link, ended, teresa, withLink(), command.ErrNotFound, 200, what},
	}
}

// What the page says of each: how far away, in words, and a sum that is heard right.
func TestDeadlinesInWords(t *testing.T) {
	hall := &paper{folder: many()}
	said := text(t, ask(host(t, hall, &door{who: teresa}), "/scadenze", nil))
	for _, want := range []string{"In ritardo", "Era per il giorno 19 ottobre 2026.", "Scaduta da 34 giorni", "Può ancora pagare.", "Da pagare: 21 euro e 17 centesimi",
		"Nei prossimi 30 giorni", "Tra 12 giorni", "Entro il giorno 4 dicembre 2026.", "TARI 2026, rata 3 di 3", "Il Comune è in ritardo di 2 giorni", "Risposta del Comune. Telesoccorso",
		"Entro il giorno 22 dicembre 2026.", "Tra 30 giorni", "Finisce la delega: Ada Colli", "Più avanti", "Già fatto: 5 cose", "Pagato il giorno 18 giugno 2026", "Fatto il giorno 22 novembre 2026"} {
		if !strings.Contains(said, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	late, soon, later, done := strings.Index(said, "In ritardo"), strings.Index(said, "Nei prossimi"), strings.Index(said, "Più avanti"), strings.Index(said, "Già fatto")
	if late > soon || soon > later || later > done {
		t.Errorf("the order is %d, %d, %d, %d", late, soon, later, done)
	}
	if said := text(t, ask(host(t, hall, &door{who: teresa}), "/", nil)); !strings.Contains(said, "La prossima è il giorno 27 novembre 2026. TARI 2026.") {
		t.Error("the first page does not name the next one")
	}
}

// What was paid and has no receipt yet is not said to be paid still, and is not the next thing to do.
func TestDeadlineThatWaits(t *testing.T) {
	f := due(taxes.Instalment{Due: day("2026-12-04"), Amount: 30_00, NAV: "348202600000012352"}, taxes.Instalment{Due: day("2027-02-26"), Amount: 31_00})
	f.Payments = []payments.Payment{{ID: draftID, Progress: payments.Sent, Items: []payments.Item{{Position: "tari/U1/2026", Service: "tari", Number: 1, Amount: 30_00}}}}
	h := host(t, &paper{folder: f}, &door{who: teresa})
	said := text(t, ask(h, "/scadenze", nil))
	if !strings.Contains(said, "Pagamento inviato, aspettiamo la conferma") || strings.Contains(said, "Da pagare: 30 euro") || !strings.Contains(said, "Da pagare: 31 euro") {
		t.Errorf("the page says %s", said)
	}
	if said := text(t, ask(h, "/", nil)); !strings.Contains(said, "La prossima è il giorno 26 febbraio 2027.") {
		t.Error("the first page names another")
	}
}

// Making shows the address once and keeps nothing of it on the page after; ending leads to a page that says so.
func TestCalendarLink(t *testing.T) {
	hall := &paper{folder: withLink()}
	h := host(t, hall, &door{who: teresa})
	w := ask(h, "/scadenze/calendario", url.Values{})
	if body := w.Body.String(); w.Code != 200 || !strings.Contains(body, ">"+secretAddress+"<") || !strings.Contains(body, `href="webcal://sportello.example.it/calendario/`+secret+`.ics"`) {
		t.Errorf("%d, the address is not there", w.Code)
	}
	if body := ask(h, "/scadenze/calendario", nil).Body.String(); strings.Contains(body, secret) {
		t.Error("the address is shown again")
	}
	w = ask(h, "/scadenze/calendario", url.Values{"fai": {"chiudi"}})
	if to := w.Header().Get("Location"); w.Code != 303 || to != "/scadenze/calendario?chiuso=1" || hall.sent[1].Kind != command.CalendarEnd {
		t.Errorf("ending: %d to %s, sent %+v", w.Code, to, hall.sent)
	}
	if to := ask(h, "/per/"+assistanceID+"/scadenze/calendario", nil).Header().Get("Location"); to == "" {
		t.Error("in another's matters there is such a page")
	}
}

// A phone draws the list itself, says why there is no file without a network, and leaves the address to the town hall.
func TestDeadlinesOnThePhone(t *testing.T) {
	words, err := web.Words(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		about, path string
		form        url.Values
		offline     bool
		reload      bool
		says        string
	}{
		{"the list", "/scadenze", nil, false, false, `href="/scadenze.ics"`},
		{"the list, offline", "/scadenze", nil, true, false, "Il file con le date si scarica solo con la rete"},
		{"its age", "/scadenze", nil, true, false, "Aggiornato"},
		{"the file, offline", "/scadenze.ics", nil, true, false, "Il file con le date si scarica solo con la rete"},
		{"the address, offline", "/scadenze/calendario", nil, true, false, "C&#39;è un indirizzo segreto"},
		{"making one, offline", "/scadenze/calendario", url.Values{}, true, false, "Ora manca la rete"},
		{"ending it, offline", "/scadenze/calendario", url.Values{"fai": {"chiudi"}}, true, false, "Ora manca la rete"},
		{"making one", "/scadenze/calendario", url.Values{}, false, true, ""},
		{"ending it", "/scadenze/calendario", url.Values{"fai": {"chiudi"}}, false, true, ""},
	} {
		hall := &paper{folder: withLink()}
		a := &app.App{Hall: hall, Words: words, Now: func() time.Time { return noon }, NewID: func() string { return draftID }, OnPhone: true,
			Offline: func() bool { return c.offline }, Report: func(err error) string { t.Error(err); return "" }}
		p := a.Serve(t.Context(), app.Request{Path: c.path, Form: c.form, Who: teresa})
		said := ""
		for _, n := range p.Body {
			if n != nil {
				said += ui.String(n)
			}
		}
		if p.Reload != c.reload || len(hall.sent) != 0 || !strings.Contains(said, c.says) || strings.Contains(said, `href="/scadenze.ics"`) == c.offline && c.path == "/scadenze" {
			t.Errorf("%s: reload %v, %d commands, says %q", c.about, p.Reload, len(hall.sent), said)
		}
	}
}

// TestDeadlinesArePlain: every page of deadlines has a Gulpease of 80 (ACCESSIBILITY, rule 10).
func TestDeadlinesArePlain(t *testing.T) {
	hall, in := &paper{}, &door{}
	h := host(t, hall, in)
	for _, s := range deadlineSights() {
		hall.folder, hall.fails, in.who = s.folder, s.fails, s.who
		root, err := html.Parse(ask(h, s.path, s.form).Body)
		if err != nil {
			t.Fatal(err)
		}
		read := strings.Join(check.ReadingText(root), "\n")
		if g := check.Gulpease(read); g < 80 {
			t.Errorf("%s: Gulpease %.1f, under 80:\n%s", s.about, g, read)
		}
	}
}
