package postgres_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/internal/codes"
	"sportello/api/internal/postgres/pgtest"
)

var (
	makeLink = command.Command{Kind: command.CalendarMake}
	endOfIt  = command.Command{Kind: command.CalendarEnd}
)

// A secret opens its person's days until another is made or it is ended; wrong, ended and never made answer alike.
func TestCalendarLink(t *testing.T) {
	dsn, now := bothDesks(t), time.Now()
	db, self := pgtest.DB(t, dsn), identity.Self(anna)
	opens := func(secret string) bool {
		t.Helper()
		who, err := db.LinkReader(t.Context(), secret, now)
		if err != nil && !errors.Is(err, command.ErrNotFound) {
			t.Fatal(err)
		}
		return err == nil && who.Subject.ID == anna.ID && who.Actor.ID == anna.ID && who.Mandate.Kind == identity.MandateSelf
	}
	has := func() bool {
		t.Helper()
		f, err := db.Folder(t.Context(), self)
		if err != nil {
			t.Fatal(err)
		}
		return f.Calendar != nil && !f.Calendar.MadeAt.IsZero()
	}
	if has() || opens("first") {
		t.Error("there is a link before one was made")
	}
	for i, secret := range []string{"first", "second"} {
		if err := db.MakeLink(t.Context(), self, makeLink, secret, now.Add(time.Duration(i)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	if !has() || opens("first") || !opens("second") || opens("third") || opens("") {
		t.Error("the newest secret opens, and no other")
	}
	if err := db.MakeLink(t.Context(), self, makeLink, "late", now); !errors.Is(err, command.ErrNotFound) || !opens("second") {
		t.Errorf("an earlier tap that comes through last: %v", err)
	}
	for range 2 {
		if err := db.EndLink(t.Context(), self, endOfIt, now.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	if has() || opens("second") {
		t.Error("it opens after its end")
	}
	var made, ended, kept int
	owner := pgtest.Owner(t, dsn)
	err := owner.QueryRow(t.Context(), `select count(*) filter (where act = 'calendar.make'), count(*) filter (where act = 'calendar.end'),
		(select count(*) from calendar_link where encode(hash, 'escape') like '%second%') from audit`).Scan(&made, &ended, &kept)
	if err != nil || made != 2 || ended != 1 || kept != 0 {
		t.Errorf("the trail has %d made and %d ended, %d secrets are kept, %v", made, ended, kept, err)
	}
}

// Nobody else makes, ends or sees the link: not a proxy, not a clerk, not another person; nor does a stranger.
func TestCalendarLinkIsOnesOwn(t *testing.T) {
	dsn, now := bothDesks(t), time.Now()
	db := pgtest.DB(t, dsn)
	if err := db.MakeLink(t.Context(), identity.Self(anna), makeLink, "secret", now); err != nil {
		t.Fatal(err)
	}
	for about, who := range map[string]identity.Who{"a clerk": clerkA, "another": identity.Self(bice)} {
		seen := 0
		err := db.As(t.Context(), who, func(tx pgx.Tx) error {
			return tx.QueryRow(t.Context(), `select count(*) from calendar_link`).Scan(&seen)
		})
		if err != nil || seen != 0 {
			t.Errorf("%s sees %d, %v", about, seen, err)
		}
	}
	if err := db.MakeLink(t.Context(), clerkA, makeLink, "clerk", now.Add(time.Second)); err == nil {
		t.Error("a clerk makes a link for the citizen")
	}
	if err := db.EndLink(t.Context(), clerkA, endOfIt, now.Add(time.Second)); err != nil {
		t.Error(err)
	}
	if _, err := db.LinkReader(t.Context(), "secret", now); err != nil {
		t.Errorf("a clerk ended it: %v", err)
	}
	f, err := db.Folder(t.Context(), clerkA)
	if err != nil || f.Calendar != nil {
		t.Errorf("a clerk reads %+v, %v", f.Calendar, err)
	}
}

// Whoever tries addresses is stopped by where they come from; who has a right one is not, there or elsewhere: half the
// town may keep its calendar with one company. A calendar that still asks for one that has ended tries nothing.
func TestCalendarTries(t *testing.T) {
	dsn, now := bothDesks(t), time.Now()
	db, self := pgtest.DB(t, dsn), identity.Self(anna)
	for i, secret := range []string{"ended", "right"} {
		if err := db.MakeLink(t.Context(), self, makeLink, secret, now.Add(time.Duration(i)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	read := func(source, secret string, at time.Time) error {
		_, err := db.LinkReader(command.WithSource(t.Context(), source), secret, at)
		return err
	}
	limit := codes.Of[codes.Calendar].Source
	for range limit.Tries + 1 {
		if err := read("192.0.2.2", "ended", now); !errors.Is(err, command.ErrNotFound) {
			t.Fatalf("one that has ended: %v", err)
		}
	}
	for i := range limit.Tries {
		if err := read("192.0.2.2", strings.Repeat("x", i), now); !errors.Is(err, command.ErrNotFound) {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	for secret, want := range map[string]error{"x": command.ErrLocked, "ended": command.ErrNotFound, "right": nil} {
		if err := read("192.0.2.2", secret, now); !errors.Is(err, want) {
			t.Errorf("%s, after too many: %v", secret, err)
		}
	}
	if err := read("192.0.2.3", "x", now); !errors.Is(err, command.ErrNotFound) {
		t.Errorf("from elsewhere: %v", err)
	}
	if err := read("192.0.2.2", "x", now.Add(limit.Within+time.Second)); !errors.Is(err, command.ErrNotFound) {
		t.Errorf("when the time is over: %v", err)
	}
}

// All the calendars that one company keeps may ask at the same moment.
func TestCalendarsAtOnce(t *testing.T) {
	dsn, now := bothDesks(t), time.Now()
	db := pgtest.DB(t, dsn)
	if err := db.MakeLink(t.Context(), identity.Self(anna), makeLink, "right", now); err != nil {
		t.Fatal(err)
	}
	ctx := command.WithSource(t.Context(), "192.0.2.4")
	var asking sync.WaitGroup
	for range 5 * codes.Of[codes.Calendar].Source.Tries {
		asking.Go(func() {
			if _, err := db.LinkReader(ctx, "right", now); err != nil {
				t.Error(err)
			}
		})
	}
	asking.Wait()
}

// Two taps at once leave one link, and one of the two secrets opens.
func TestCalendarLinkTwice(t *testing.T) {
	dsn, now := bothDesks(t), time.Now()
	db, self := pgtest.DB(t, dsn), identity.Self(anna)
	var done sync.WaitGroup
	for i, secret := range []string{"one", "two"} {
		done.Go(func() {
			err := db.MakeLink(t.Context(), self, makeLink, secret, now.Add(time.Duration(i)*time.Millisecond))
			if err != nil && !errors.Is(err, command.ErrNotFound) {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if _, err := db.LinkReader(t.Context(), "two", now); err != nil {
		t.Errorf("the later tap: %v", err)
	}
	if _, err := db.LinkReader(t.Context(), "one", now); !errors.Is(err, command.ErrNotFound) {
		t.Errorf("the earlier tap: %v", err)
	}
}
