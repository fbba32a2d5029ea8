package app_test

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/app"
	"sportello/app/internal/text"
)

// pocket is the town hall as a phone has it, with what it keeps to send.
type pocket struct {
	kept
	sent *[]command.Command
}

func (pocket) Town(context.Context) (folder.Town, error) {
	return folder.Town{Name: "Comune di Prova", Phone: "0362 000000", Pay: payments.Offer{Online: true}}, nil
}
func (p pocket) Send(_ context.Context, _ identity.Who, c command.Command) (command.Receipt, error) {
	*p.sent = append(*p.sent, c)
	return command.Receipt{Command: c.ID, State: command.Kept}, nil
}

// TestPayingOnAPhone: with a network the town hall starts the payment and the phone keeps nothing of it; without one the
// page says so and offers to keep the intention, and no form of the start is kept whatever it says.
func TestPayingOnAPhone(t *testing.T) {
	const nav, id = "312000000000000725", "01890000-0000-7000-8000-0000000000f1"
	anna := identity.Self(identity.Person{ID: "01890000-0000-7000-8000-0000000000aa"})
	now := time.Unix(1.8e9, 0)
	debt := payments.Position{ID: "fine/V-1", Service: "fines", About: "V/1", Notices: []payments.Notice{{NAV: nav, Option: 1, Amount: 43_20, Due: calendar.InRome(now) + 3, Expires: true}}}
	form := func(more ...string) url.Values {
		f := url.Values{"id": {id}, "avviso": {nav}, "totale": {"4320"}}
		for _, m := range more {
			f.Set(m, "1")
		}
		return f
	}
	for _, c := range []struct {
		about    string
		form     url.Values
		offline  bool
		reload   bool
		redirect string
		sent     command.Kind
		says     string
	}{
		{"the page, with a network", nil, false, false, "", "", "Vada a pagare 43,20"},
		{"the page, without", nil, true, false, "", "", "Per pagare serve la rete"},
		{"the yes, with a network", form(), false, true, "", "", ""},
		{"the yes, without", form(), true, false, "", "", "Me lo ricordi quando c'è rete"},
		{"the intention, without", form("dopo"), true, false, "/pagamenti/" + id, command.PayIntend, ""},
	} {
		var sent []command.Command
		a := &app.App{Hall: pocket{kept{folder.Folder{Who: anna, Debts: []payments.Position{debt}, ReadAt: now}}, &sent}, Words: text.For, Now: func() time.Time { return now },
			NewID: func() string { return id }, OnPhone: true, Offline: func() bool { return c.offline }, Report: func(err error) string { t.Error(err); return "" }}
		p := a.Serve(t.Context(), app.Request{Path: "/paga/conferma", Query: url.Values{"avviso": {nav}}, Form: c.form, Who: anna})
		if said := written(p); p.Reload != c.reload || p.Redirect != c.redirect || !strings.Contains(said, c.says) {
			t.Errorf("%s: reload %v, to %q, says %s", c.about, p.Reload, p.Redirect, said)
		}
		if c.sent == "" && len(sent) > 0 || c.sent != "" && (len(sent) != 1 || sent[0].Kind != c.sent) {
			t.Errorf("%s: the phone keeps %v", c.about, sent)
		}
		if len(sent) == 1 {
			var start payments.Start
			if err := json.Unmarshal(sent[0].Body, &start); err != nil || !start.Later || start.Total != 43_20 || start.Notices[0] != nav {
				t.Errorf("%s: %v %+v", c.about, err, start)
			}
		}
	}
}

// TestDay6OnAPhone: by the clock of the town hall, which the phone keeps to, the amount of the discount is not offered
// a minute after its last day, and what it has become is.
func TestDay6OnAPhone(t *testing.T) {
	const first, second = "312000000000000725", "348202600000012352"
	anna := identity.Self(identity.Person{ID: "01890000-0000-7000-8000-0000000000aa"})
	last, _ := calendar.Parse("2026-07-06")
	debt := payments.Position{ID: "fine/V-1", Service: "fines", About: "V/1", Notices: []payments.Notice{
		{NAV: first, Option: 1, Amount: 43_20, Due: last, Expires: true}, {NAV: second, Option: 2, Amount: 55_80, Due: last + 55, Expires: true}}}
	for at, want := range map[string]string{"2026-07-06T23:50:00+02:00": "Vada a pagare 43,20", "2026-07-07T00:01:00+02:00": "Ora deve pagare: 55 euro e 80 centesimi"} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		a := &app.App{Hall: pocket{kept{folder.Folder{Who: anna, Debts: []payments.Position{debt}, ReadAt: now}}, nil}, Words: text.For, Now: func() time.Time { return now },
			NewID: func() string { return "" }, OnPhone: true, Offline: func() bool { return false }, Report: func(err error) string { t.Error(err); return "" }}
		if said := written(a.Serve(t.Context(), app.Request{Path: "/paga/conferma", Query: url.Values{"avviso": {first}}, Who: anna})); !strings.Contains(said, want) {
			t.Errorf("at %s it does not say %q: %s", at, want, said)
		}
	}
}
