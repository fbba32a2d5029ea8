package web_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sportello/a11y/check"
	"sportello/api/folder"
	"sportello/app"
	"sportello/app/internal/page"
	"sportello/app/ui"
	"sportello/app/web"
	"sportello/assets"
)

// TestPagesOfThePhone: what only a phone can have to say, for only a phone keeps what could not be sent.
func TestPagesOfThePhone(t *testing.T) {
	words, err := web.Words(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	kept := []page.NotSent{{IDs: []string{"1", "2"}, For: "Teresa Colli", Service: "telesoccorso", Answers: answered, Made: noon},
		{IDs: []string{"3"}, For: "Nino Bianchi", Made: noon}}
	phone := &app.App{Hall: &paper{folder: full()}, Words: words, Now: func() time.Time { return noon }, OnPhone: true,
		NotSent: func() []page.NotSent { return kept }, Forget: func(ids []string) { kept = kept[1:] }}
	for _, lang := range []string{"it", "en"} {
		for _, path := range []string{"/", "/pratiche/non-mandate"} {
			p := phone.Serve(context.Background(), app.Request{Path: path, Who: teresa, Prefer: folder.Preferences{Lang: lang}})
			said := drawn(t, web.Document{Lang: lang, Title: page.Title(words(lang), p, "Comune di Seregno"), Main: ui.Main(p.Body...),
				Words: web.ReadLayout(words(lang), web.Place{Name: "Comune di Seregno", Phone: "0362 263260"}), Home: "/", Path: path, User: "Teresa Colli", CSS: "/-/v/bundle.css"})
			if path != "/" && (!strings.Contains(said, "Teresa Colli") || !strings.Contains(said, "Nino Bianchi")) {
				t.Errorf("not said for whom: %s", said)
			}
		}
	}
	form := map[string][]string{"letto": {"2"}}
	if p := phone.Serve(context.Background(), app.Request{Path: "/pratiche/non-mandate", Who: teresa, Form: form}); p.Redirect == "" || len(kept) != 1 {
		t.Errorf("read and still there: %d", len(kept))
	}
}

// drawn writes a document, judges it, and gives its text.
func drawn(t *testing.T, d web.Document) string {
	t.Helper()
	var b strings.Builder
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range check.Failures(check.Page(root)) {
		t.Errorf("%s: %v", d.Path, f)
	}
	return words(root)
}
