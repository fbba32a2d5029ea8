package desk_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/desk"
	"sportello/api/flow"
	"sportello/api/identity"
)

var today, _ = calendar.Parse("2026-11-23")

const teresa = "QRLTRS45C54I625I" // of the demonstration town

// A reason and one whole way to find one person: DOMAIN § 6.5, no free browsing.
func TestFind(t *testing.T) {
	born, _ := calendar.Parse("1945-03-14")
	code := desk.Find{Reason: "tax", Note: "Chiede della seconda rata", FiscalCode: code(t)}
	names := desk.Find{Reason: "tax", Note: "Chiede", FamilyName: "Quarelaghi", GivenName: "Teresa", BirthDate: born}
	with := func(f desk.Find, change func(*desk.Find)) desk.Find { change(&f); return f }
	for _, c := range []struct {
		about string
		find  desk.Find
		want  []flow.Problem
	}{
		{"by code", code, nil},
		{"by names and birth", names, nil},
		{"no reason", with(code, func(f *desk.Find) { f.Reason = "" }), []flow.Problem{{Field: "reason", Key: "missing"}}},
		{"a reason of one's own", with(code, func(f *desk.Find) { f.Reason = "curiosity" }), []flow.Problem{{Field: "reason", Key: "bad_choice"}}},
		{"no words for it", with(code, func(f *desk.Find) { f.Note = "" }), []flow.Problem{{Field: "note", Key: "missing"}}},
		{"nobody", desk.Find{Reason: "tax", Note: "x"}, []flow.Problem{{Field: "fiscal_code", Key: "missing"}}},
		{"a code that cannot be", with(code, func(f *desk.Find) { f.FiscalCode = "QRLTRS45C54I625A" }), []flow.Problem{{Field: "fiscal_code", Key: "bad_code"}}},
		{"no birth date", with(names, func(f *desk.Find) { f.BirthDate = 0 }), []flow.Problem{{Field: "birth_date", Key: "missing"}}},
		{"a family name alone", with(names, func(f *desk.Find) { f.BirthDate, f.GivenName = 0, "" }),
			[]flow.Problem{{Field: "given_name", Key: "missing"}, {Field: "birth_date", Key: "missing"}}},
		{"born tomorrow", with(names, func(f *desk.Find) { f.BirthDate = today + 1 }), []flow.Problem{{Field: "birth_date", Key: "not_yet"}}},
	} {
		if diff := cmp.Diff(c.want, c.find.Problems(today)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.about, diff)
		}
	}
}

// code is a sound codice fiscale: that of Teresa, whatever its check letter is.
func code(t *testing.T) string {
	t.Helper()
	for letter := 'A'; letter <= 'Z'; letter++ {
		c := teresa[:15] + string(letter)
		if len((desk.Find{Reason: "tax", Note: "x", FiscalCode: c}).Problems(today)) == 0 {
			return c
		}
	}
	t.Fatal("no check letter fits")
	return ""
}

// A document counts until its last day (DPR 445/2000 art. 45); of its number four signs are noted.
func TestPresence(t *testing.T) {
	card := desk.Presence{How: desk.ByDocument, Document: "identity_card", LastFour: "8AB2", Expires: today}
	with := func(change func(*desk.Presence)) desk.Presence { p := card; change(&p); return p }
	for _, c := range []struct {
		about    string
		presence desk.Presence
		want     []flow.Problem
	}{
		{"on the last day of the card", card, nil},
		{"the day after", with(func(p *desk.Presence) { p.Expires = today - 1 }), []flow.Problem{{Field: "expires", Key: "expired"}}},
		{"no last day", with(func(p *desk.Presence) { p.Expires = 0 }), []flow.Problem{{Field: "expires", Key: "missing"}}},
		{"three signs", with(func(p *desk.Presence) { p.LastFour = "8AB" }), []flow.Problem{{Field: "last_four", Key: "not_four"}}},
		{"five signs", with(func(p *desk.Presence) { p.LastFour = "8AB21" }), []flow.Problem{{Field: "last_four", Key: "too_long"}}},
		{"a sign that no number has", with(func(p *desk.Presence) { p.LastFour = "8A 2" }), []flow.Problem{{Field: "last_four", Key: "not_four"}}},
		{"three signs on a card that has ended", with(func(p *desk.Presence) { p.LastFour, p.Expires = "8AB", today-1 }),
			[]flow.Problem{{Field: "last_four", Key: "not_four"}, {Field: "expires", Key: "expired"}}},
		{"a library card", with(func(p *desk.Presence) { p.Document = "library" }), []flow.Problem{{Field: "document", Key: "bad_choice"}}},
		{"nothing said", desk.Presence{}, []flow.Problem{{Field: "how", Key: "missing"}}},
		{"known", desk.Presence{How: desk.ByClerk}, nil},
		{"called back", desk.Presence{How: desk.ByCall}, nil},
		{"a delegate without a proxy", desk.Presence{How: desk.ByDelegate}, []flow.Problem{{Field: "proxy", Key: "missing"}}},
		{"a delegate", desk.Presence{How: desk.ByDelegate, Proxy: "00000000-0000-7000-8000-0000000000ff"}, nil},
	} {
		if diff := cmp.Diff(c.want, c.presence.Problems(today)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.about, diff)
		}
	}
}

// What one way does not ask for is not kept, and nobody types the number that was called.
func TestPresenceKeepsOnlyWhatItAskedFor(t *testing.T) {
	all := desk.Presence{Document: "passport", LastFour: "8ab2", Expires: today, Proxy: "p", Called: "333 1234567"}
	for how, want := range map[desk.How]desk.Presence{
		desk.ByDocument: {How: desk.ByDocument, Document: "passport", LastFour: "8AB2", Expires: today},
		desk.ByClerk:    {How: desk.ByClerk}, desk.ByCall: {How: desk.ByCall}, desk.ByDelegate: {How: desk.ByDelegate, Proxy: "p"},
	} {
		p := all
		p.How = how
		if diff := cmp.Diff(want, p.Kept()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", how, diff)
		}
		if want := map[bool]desk.Channel{true: desk.Telephone, false: desk.Counter}[how == desk.ByCall]; p.Channel() != want {
			t.Errorf("%s is %s", how, p.Channel())
		}
	}
}

// Thirty minutes (issue 3), said in whole minutes that are really there.
func TestTimeLeft(t *testing.T) {
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	a := desk.Assistance{ExpiresAt: start.Add(desk.Lasts)}
	for _, c := range []struct {
		after   time.Duration
		minutes int
		ending  bool
	}{
		{0, 30, false}, {time.Second, 29, false}, {25 * time.Minute, 5, false}, {25*time.Minute + time.Second, 4, true},
		{30 * time.Minute, 0, true}, {time.Hour, 0, true},
	} {
		if now := start.Add(c.after); a.Minutes(now) != c.minutes || a.Ending(now) != c.ending {
			t.Errorf("after %v: %d minutes, ending %v; want %d, %v", c.after, a.Minutes(now), a.Ending(now), c.minutes, c.ending)
		}
	}
}

// A clerk reads, prepares and sends; no card passes the clerk (issue 3).
func TestRights(t *testing.T) {
	for task, want := range map[identity.Task]bool{identity.See: true, identity.Prepare: true, identity.Send: true, identity.Pay: false} {
		if desk.Rights.Allow(task, "") != want {
			t.Errorf("%s: %v", task, !want)
		}
	}
}

func TestSearchesUsual(t *testing.T) {
	if got := (desk.Searches{}).Or(); got.Number != 30 || got.Within() != time.Hour {
		t.Errorf("%+v", got)
	}
	if got := (desk.Searches{Number: 2, Minutes: 1}).Or(); got.Number != 2 || got.Within() != time.Minute {
		t.Errorf("%+v", got)
	}
}
