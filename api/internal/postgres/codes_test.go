package postgres_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/internal/codes"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
)

var triedAt = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func wrong() error { return command.ErrWrongCode }
func right() error { return nil }

// tryFrom tries a code from a network address.
func tryFrom(t testing.TB, db *postgres.DB, source string, who identity.Who, p codes.Purpose, at time.Time, check func() error) error {
	t.Helper()
	return db.Try(command.WithSource(t.Context(), source), who, p, at, check)
}

// Five wrong tries of one person, then none for fifteen minutes: across restarts, for one purpose, and whoever
// else there is goes on.
func TestLockedByPerson(t *testing.T) {
	dsn := town(t)
	for i, left := range []int{4, 3, 2, 1, 0} {
		db := pgtest.DB(t, dsn) // a restart, or another replica, each time
		err := tryFrom(t, db, "192.0.2."+string(rune('1'+i)), identity.Self(anna), codes.Consent, triedAt.Add(time.Duration(i)*time.Minute), wrong)
		if w, ok := errors.AsType[command.WrongCode](err); !ok || w.Left != left {
			t.Fatalf("try %d: %v, want %d left", i+1, err, left)
		}
	}
	end := triedAt.Add(15 * time.Minute) // of the first of the five
	for _, row := range []struct {
		about string
		who   identity.Who
		p     codes.Purpose
		at    time.Time
		want  error
	}{
		{"the sixth, at once", identity.Self(anna), codes.Consent, triedAt.Add(4 * time.Minute), command.ErrLocked},
		{"just before the end", identity.Self(anna), codes.Consent, end.Add(-time.Second), command.ErrLocked},
		{"at the end", identity.Self(anna), codes.Consent, end, nil},
		{"another purpose", identity.Self(anna), codes.Invitation, triedAt.Add(4 * time.Minute), nil},
		{"another person", identity.Self(bice), codes.Consent, triedAt.Add(4 * time.Minute), nil},
	} {
		looked := false
		err := tryFrom(t, pgtest.DB(t, dsn), "192.0.2.9", row.who, row.p, row.at, func() error { looked = true; return nil })
		if !errors.Is(err, row.want) || looked != (row.want == nil) {
			t.Errorf("%s: %v, want %v; the code was looked at: %v", row.about, err, row.want, looked)
		}
		if l, ok := errors.AsType[command.Locked](err); ok && !l.Until.Equal(end) {
			t.Errorf("%s: until %v, want %v", row.about, l.Until, end)
		}
	}
}

// Twenty wrong tries from one address in an hour, by whomever.
func TestLockedBySource(t *testing.T) {
	dsn := town(t)
	db := pgtest.DB(t, dsn)
	for i := range 20 {
		who := identity.Self(identity.Person{ID: id(100 + i/4)})
		if err := tryFrom(t, db, "192.0.2.1", who, codes.Invitation, triedAt.Add(time.Duration(i)*time.Second), wrong); !errors.Is(err, command.ErrWrongCode) {
			t.Fatalf("try %d: %v", i+1, err)
		}
	}
	for _, row := range []struct {
		about, source string
		at            time.Time
		want          error
	}{
		{"the next", "192.0.2.1", triedAt.Add(time.Minute), command.ErrLocked},
		{"just before the hour is over", "192.0.2.1", triedAt.Add(time.Hour - time.Second), command.ErrLocked},
		{"when it is over", "192.0.2.1", triedAt.Add(time.Hour), nil},
		{"another address", "192.0.2.2", triedAt.Add(time.Minute), nil},
	} {
		if err := tryFrom(t, db, row.source, identity.Self(bice), codes.Invitation, row.at, right); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", row.about, err, row.want)
		}
	}
}

// Whose code it is counts too: five clerks do not have five times as many tries.
func TestLockedByOwner(t *testing.T) {
	db := pgtest.DB(t, town(t))
	clerk := func(n int) identity.Who {
		return identity.Who{Actor: identity.Person{ID: id(200 + n)}, Subject: anna, Mandate: identity.Mandate{Kind: identity.MandateDesk, ID: id(300 + n)}}
	}
	for i := range 5 {
		if err := db.Try(t.Context(), clerk(i), codes.Consent, triedAt, wrong); !errors.Is(err, command.ErrWrongCode) {
			t.Fatal(err)
		}
	}
	if err := db.Try(t.Context(), clerk(5), codes.Consent, triedAt, right); !errors.Is(err, command.ErrLocked) {
		t.Errorf("a sixth clerk: %v", err)
	}
	if err := db.Try(t.Context(), identity.Self(anna), codes.Invitation, triedAt, right); err != nil {
		t.Errorf("the citizen is locked out of something else: %v", err)
	}
}

// A hundred wrong tries at once are five, and right ones are none.
func TestTriesAtOnce(t *testing.T) {
	dsn := town(t)
	db := pgtest.DB(t, dsn)
	for range 30 {
		if err := db.Try(t.Context(), identity.Self(anna), codes.Consent, triedAt, right); err != nil {
			t.Fatal(err)
		}
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	n := 0
	for range 100 {
		all.Go(func() {
			err := db.Try(t.Context(), identity.Self(anna), codes.Consent, triedAt, func() error {
				mu.Lock()
				n++
				mu.Unlock()
				return command.ErrWrongCode
			})
			if !errors.Is(err, command.ErrWrongCode) && !errors.Is(err, command.ErrLocked) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n != 5 {
		t.Errorf("%d codes were looked at, want 5", n)
	}
	if got := count(t, dsn, "code_try"); got != 10 { // by person and by address
		t.Errorf("%d rows are kept, want 10", got)
	}
}

func TestTriesAreSwept(t *testing.T) {
	dsn := town(t)
	_ = pgtest.DB(t, dsn).Try(t.Context(), identity.Self(anna), codes.Help, triedAt, wrong)
	for _, row := range []struct {
		before time.Time
		want   int
	}{{triedAt, 2}, {triedAt.Add(time.Second), 0}} {
		if err := postgres.SweepCodes(t.Context(), pgtest.Owner(t, dsn), row.before); err != nil {
			t.Fatal(err)
		}
		if got := count(t, dsn, "code_try"); got != row.want {
			t.Errorf("%d rows, want %d", got, row.want)
		}
	}
}
