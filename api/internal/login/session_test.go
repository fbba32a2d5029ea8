package login_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api/identity"
	"sportello/api/internal/login"
	"sportello/api/internal/postgres"
)

// A session ends after two hours of silence or twelve in all, on a shared device after half an hour or four:
// config, not law.
func TestSessionEnds(t *testing.T) {
	own, shared := "", "&condiviso=1"
	tests := []struct {
		name, device string
		uses         []time.Duration
		last         error
	}{
		{"last minute of silence", own, []time.Duration{119 * time.Minute}, nil},
		{"two hours of silence", own, []time.Duration{2 * time.Hour}, login.ErrLapsed},
		{"used each hour", own, hours(11), nil},
		{"used each hour, the twelfth", own, hours(12), login.ErrLapsed},
		{"shared: last minute of silence", shared, []time.Duration{29 * time.Minute}, nil},
		{"shared: half an hour of silence", shared, []time.Duration{30 * time.Minute}, login.ErrLapsed},
		{"a day after it ended", own, []time.Duration{26 * time.Hour}, login.ErrNoSession},
		{"almost a day after it ended", own, []time.Duration{26*time.Hour - time.Minute}, login.ErrLapsed},
	}
	s := newSite(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.clock.ahead = 0
			b := s.browser()
			body, _ := b.get(s.url + "/entra?a=/" + tt.device)
			b.choose(url.Values{"richiesta": {hidden.FindStringSubmatch(body)[1]}}, "persona", "teresa")
			for i, wait := range tt.uses {
				s.clock.move(wait)
				_, _, err := s.login.Who(t.Context(), b.cookie())
				want := error(nil)
				if i == len(tt.uses)-1 {
					want = tt.last
				}
				if !errors.Is(err, want) {
					t.Fatalf("use %d: %v, want %v", i+1, err, want)
				}
			}
		})
	}
}

func hours(n int) []time.Duration {
	all := make([]time.Duration, n)
	for i := range all {
		all[i] = time.Hour
	}
	return all
}

// The use of a session is written down once a minute, not at each request.
func TestTouchedOnceAMinute(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	b.signIn("teresa")
	seen := func() (at time.Time) {
		if err := s.owner.QueryRow(t.Context(), `select seen_at from session`).Scan(&at); err != nil {
			t.Fatal(err)
		}
		return at
	}
	first := seen()
	s.clock.move(50 * time.Second)
	s.login.Who(t.Context(), b.cookie())
	if got := seen(); !got.Equal(first) {
		t.Errorf("written down after 50 seconds, %v", got.Sub(first))
	}
	s.clock.move(10 * time.Second)
	s.login.Who(t.Context(), b.cookie())
	if got := seen(); got.Sub(first) < time.Minute {
		t.Errorf("not written down after a minute: %v", got.Sub(first))
	}
}

func TestRubbishNamesNobody(t *testing.T) {
	s := newSite(t)
	for _, cookie := range []string{"", "x", strings.Repeat("A", 43), strings.Repeat("A", 5000), "' or 1=1 --"} {
		if _, _, err := s.login.Who(t.Context(), cookie); !errors.Is(err, login.ErrNoSession) {
			t.Errorf("%.20q: %v", cookie, err)
		}
	}
}

func TestSignOutHereAndEverywhere(t *testing.T) {
	s := newSite(t)
	phone, tablet, other := s.browser(), s.browser(), s.browser()
	phone.signIn("teresa")
	tablet.signIn("teresa")
	other.signIn("bruno")
	who, _, err := s.login.Who(t.Context(), phone.cookie())
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.login.Sessions(t.Context(), who, phone.cookie())
	if err != nil || len(list) != 2 || list[0].Current == list[1].Current {
		t.Fatalf("sessions %+v, %v", list, err)
	}
	if err := s.login.SignOut(t.Context(), tablet.cookie()); err != nil {
		t.Fatal(err)
	}
	s.wantOpen(map[string]bool{phone.cookie(): true, tablet.cookie(): false, other.cookie(): true})
	if err := s.login.SignOutEverywhere(t.Context(), who); err != nil {
		t.Fatal(err)
	}
	s.wantOpen(map[string]bool{phone.cookie(): false, tablet.cookie(): false, other.cookie(): true})
}

func (s *site) wantOpen(want map[string]bool) {
	s.t.Helper()
	got := map[string]bool{}
	for cookie := range want {
		_, _, err := s.login.Who(s.t.Context(), cookie)
		got[cookie] = err == nil
	}
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Error(diff)
	}
}

// Signing in again never keeps the old cookie: one that somebody planted or saw is worth nothing.
func TestRotation(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	b.signIn("teresa")
	old := b.cookie()
	b.signIn("teresa")
	if b.cookie() == old {
		t.Error("the same cookie after another sign-in")
	}
}

// What was typed when a session lapsed comes back whole, once, to the same person only.
func TestParkedForm(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	b.signIn("teresa")
	s.clock.move(2 * time.Hour)
	form := url.Values{"telefono": {"0362 123456"}, "note": {"È sorda:\r\nsuonare <forte> & a lungo\x00"}, "scelte": {"a", "b"}}
	token, err := s.login.Park(t.Context(), b.cookie(), "/servizi/telesoccorso#note", form)
	if err != nil {
		t.Fatal(err)
	}
	if other := s.who(bruno); s.unparks(token, other) {
		t.Fatal("somebody else had the form")
	}
	path, got, ok, err := s.login.Unpark(t.Context(), token, s.who(teresa))
	form.Set("note", strings.TrimSuffix(form.Get("note"), "\x00")) // no text of the store holds it
	if err != nil || !ok || path != "/servizi/telesoccorso#note" || !cmp.Equal(form, got) {
		t.Errorf("%q, %v, %v; %s", path, ok, err, cmp.Diff(form, got))
	}
	if s.unparks(token, s.who(teresa)) {
		t.Error("given back twice")
	}
}

func (s *site) unparks(token string, who identity.Who) bool {
	s.t.Helper()
	_, _, ok, err := s.login.Unpark(s.t.Context(), token, who)
	if err != nil {
		s.t.Fatal(err)
	}
	return ok
}

// who is that person, who signs in anew for it.
func (s *site) who(code string) identity.Who {
	s.t.Helper()
	b := s.browser()
	ahead := s.clock.ahead
	s.clock.ahead = 0 // the provider's clock cannot be moved
	b.signIn(map[string]string{teresa: "teresa", bruno: "bruno"}[code])
	who, _, err := s.login.Who(s.t.Context(), b.cookie())
	if s.clock.ahead = ahead; err != nil || who.Actor.FiscalCode != code {
		s.t.Fatalf("signing in: %v", err)
	}
	return who
}

func TestParkingHasLimits(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	b.signIn("teresa")
	who := s.who(teresa)
	park := func(n int) string {
		token, err := s.login.Park(t.Context(), b.cookie(), "/x", url.Values{"n": {fmt.Sprint(n)}})
		if err != nil {
			t.Fatal(err)
		}
		s.clock.move(time.Second)
		return token
	}
	first, second := park(1), park(2)
	for n := 3; n <= login.Room+1; n++ {
		park(n)
	}
	if s.unparks(first, who) || !s.unparks(second, who) {
		t.Error("the oldest form makes way, and only it")
	}
	if _, err := s.login.Park(t.Context(), b.cookie(), "/x", url.Values{"n": {strings.Repeat("x", 64<<10)}}); !errors.Is(err, login.ErrTooMuch) {
		t.Errorf("64 KiB: %v", err)
	}
	late := park(99)
	s.clock.move(24 * time.Hour)
	if s.unparks(late, who) {
		t.Error("given back after a day")
	}
	if _, err := s.login.Park(t.Context(), strings.Repeat("A", 43), "/x", nil); !errors.Is(err, login.ErrNoSession) {
		t.Errorf("a form of nobody: %v", err)
	}
}

func TestSweep(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	b.signIn("teresa")
	b.page("/") // a sign-in nobody ends
	if _, err := s.login.Park(t.Context(), b.cookie(), "/x", url.Values{"a": {"b"}}); err != nil {
		t.Fatal(err)
	}
	left := func() map[string]int {
		if err := postgres.SweepLogin(context.WithoutCancel(t.Context()), s.owner, s.login.Sweep()); err != nil {
			t.Fatal(err)
		}
		return map[string]int{
			"attempts": s.count(`select count(*) from login_state`), "sessions": s.count(`select count(*) from session`),
			"forms": s.count(`select count(*) from parked_form`), "messages": s.count(`select count(*) from login_message`),
		}
	}
	steps := []struct {
		wait time.Duration
		want map[string]int
	}{
		{0, map[string]int{"attempts": 1, "sessions": 1, "forms": 1, "messages": 3}},
		{31 * time.Minute, map[string]int{"attempts": 0, "sessions": 1, "forms": 1, "messages": 3}},
		{24 * time.Hour, map[string]int{"attempts": 0, "sessions": 1, "forms": 0, "messages": 3}},
		{2 * time.Hour, map[string]int{"attempts": 0, "sessions": 0, "forms": 0, "messages": 3}},
		{731 * 24 * time.Hour, map[string]int{"attempts": 0, "sessions": 0, "forms": 0, "messages": 0}},
	}
	for _, step := range steps {
		s.clock.move(step.wait)
		if diff := cmp.Diff(step.want, left()); diff != "" {
			t.Errorf("after %v more: %s", step.wait, diff)
		}
	}
}
