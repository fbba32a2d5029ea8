package app_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/trail"
	"sportello/app"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// kept is the town hall as a phone has it.
type kept struct{ folder folder.Folder }

func (k kept) Town(context.Context) (folder.Town, error) {
	return folder.Town{Name: "Comune di Prova", Phone: "0362 000000"}, nil
}
func (k kept) Acting(_ context.Context, who identity.Who, _ string) (identity.Who, error) {
	return who, nil
}
func (k kept) Folder(context.Context, identity.Who) (folder.Folder, error) { return k.folder, nil }
func (k kept) Send(context.Context, identity.Who, command.Command) (command.Receipt, error) {
	return command.Receipt{}, command.ErrNotKept
}

// TestOnAPhone: the trail and the help code where there is only a phone: what it has it shows, what only the town
// hall has it leaves to the server, and without a network it says so and gives the telephone number.
func TestOnAPhone(t *testing.T) {
	anna := identity.Self(identity.Person{ID: "01890000-0000-7000-8000-0000000000aa"})
	full := folder.Folder{Who: anna}
	for n := range trail.PerPage {
		full.Trail = append(full.Trail, trail.Access{Seq: int64(900 - n), At: time.Unix(1.8e9, 0), Name: "Chiara", Act: trail.Look, About: "tari",
			Mandate: identity.Mandate{Kind: identity.MandateProxy, ID: "p"}})
	}
	mostra, basta := url.Values{"fai": {"mostra"}}, url.Values{"fai": {"basta"}}
	for _, c := range []struct {
		about, path string
		form        url.Values
		offline     bool
		reload      bool
		says        string
	}{
		{"the newest, without a network", "/accessi", nil, true, false, "Ha letto la TARI, la tassa sui rifiuti."},
		{"those of a proxy, without a network", "/accessi?delega=p", nil, true, false, "Ha letto la TARI, la tassa sui rifiuti."},
		{"those of another proxy", "/accessi?delega=q", nil, true, false, "Nell'elenco non c'è ancora nulla."},
		{"the way to the older", "/accessi", nil, true, false, "Veda le cose più vecchie"},
		{"the older, with a network", "/accessi?prima=801", nil, false, true, ""},
		{"the older, without", "/accessi?prima=801", nil, true, false, "Questa pagina non è ancora sul telefono"},
		{"a help code, with a network", "/aiuto", mostra, false, true, ""},
		{"a help code, without", "/aiuto", mostra, true, false, "Per il codice di aiuto serve la rete"},
		{"ending it, with a network", "/aiuto", basta, false, true, ""},
		{"ending it, without", "/aiuto", basta, true, false, "prema ancora «Basta, ho finito»"},
		{"the help page, without", "/aiuto", nil, true, false, "Per il codice di aiuto serve la rete, e ora manca. Può sempre chiamare il 0362 000000."},
	} {
		a := &app.App{Hall: kept{full}, Words: text.For, Now: func() time.Time { return time.Unix(1.8e9, 0) }, OnPhone: true,
			Offline: func() bool { return c.offline }, Report: func(err error) string { t.Error(err); return "" }}
		path, query, _ := strings.Cut(c.path, "?")
		asked, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		p := a.Serve(t.Context(), app.Request{Path: path, Query: asked, Form: c.form, Who: anna})
		if said := written(p); p.Reload != c.reload || p.Redirect != "" || !strings.Contains(said, c.says) {
			t.Errorf("%s: reload %v, to %q, says %s", c.about, p.Reload, p.Redirect, said)
		}
	}
}

// TestPlaces: where somebody is, is told in names, also where a screen is no flow.
func TestPlaces(t *testing.T) {
	a := &app.App{Hall: kept{}, Words: text.For, Now: time.Now}
	for path, want := range map[string]string{"/": "/", "/aiuto": "/aiuto", "/tasse/tari/segreto/2026": "/tasse/tari/{utenza}/{anno}", "/segreto": ""} {
		p := a.Serve(t.Context(), app.Request{Path: path, Who: identity.Self(identity.Person{ID: "x"})})
		if p.Place.Page != want {
			t.Errorf("%s is noted as %+v", path, p.Place)
		}
	}
}

// written is a page as HTML, with its entities read.
func written(p page.Page) string {
	all := ui.String(ui.El("main", nil, p.Body...))
	return strings.NewReplacer("&#39;", "'").Replace(all)
}
