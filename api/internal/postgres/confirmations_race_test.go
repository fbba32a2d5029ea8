package postgres_test

import (
	"errors"
	"sync"
	"testing"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/internal/postgres/pgtest"
)

// The citizen files, in one way or the other, while the helper proposes, withdraws or the citizen's other device
// says yes: whatever wins, there is never more than one application and nothing is left waiting.
func TestConfirmationRaces(t *testing.T) {
	for about, race := range map[string][]func(s *shared) error{
		"the citizen files while the helper proposes": {
			func(s *shared) error { _, err := s.file(citizen, id(1), said, false); return err },
			func(s *shared) error { return s.propose(helper, anna, id(1), said) }},
		"yes while the helper takes it back": {
			func(s *shared) error { _, err := s.file(citizen, id(2), said, true); return err },
			func(s *shared) error { return s.giveBack(helper, id(2), applications.TakenBack, "") }},
		"yes on two devices": {
			func(s *shared) error { _, err := s.file(citizen, id(2), said, true); return err },
			func(s *shared) error { _, err := s.file(citizen, id(2), said, true); return err }},
		"yes and filing it oneself": {
			func(s *shared) error { _, err := s.file(citizen, id(2), said, true); return err },
			func(s *shared) error { _, err := s.file(citizen, id(2), said, false); return err }},
		"yes and no": {
			func(s *shared) error { _, err := s.file(citizen, id(2), said, true); return err },
			func(s *shared) error { return s.giveBack(citizen, id(2), applications.Declined, "") }},
	} {
		t.Run(about, func(t *testing.T) {
			s := share(t, "{see,prepare}")
			if about != "the citizen files while the helper proposes" {
				if err := s.propose(helper, anna, id(2), said); err != nil {
					t.Fatal(err)
				}
			}
			var both sync.WaitGroup
			errs := make([]error, len(race))
			for i, act := range race {
				each := &shared{T: t, dsn: s.dsn, db: s.db, n: 100 * (i + 1)} // commands of two devices have ids of their own
				both.Go(func() { errs[i] = act(each) })
			}
			both.Wait()
			for _, err := range errs {
				if unfit := (applications.Unfit)(""); err != nil && !errors.As(err, &unfit) && !errors.Is(err, command.ErrReused) {
					t.Errorf("a fault: %v", err)
				}
			}
			f := read(t, s.db, citizen)
			_, waits := f.Waiting(telesoccorso.ID)
			if n := len(f.Applications); n > 1 || n+len(f.Drafts) != 1 || waits {
				t.Errorf("%d applications, %d drafts, waiting %v (%v)", n, len(f.Drafts), waits, errs)
			}
		})
	}
}

// A proposal that comes while the same draft is being filed waits for that, and is then refused.
func TestProposeWhileFiling(t *testing.T) {
	s := share(t, "{see,prepare}")
	owner := pgtest.Owner(t, s.dsn)
	hold, err := owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Rollback(t.Context())
	if _, err := hold.Exec(t.Context(), `select from audit_head for update`); err != nil { // filing stops before its end
		t.Fatal(err)
	}
	filed, proposed := make(chan error, 1), make(chan error, 1)
	other := &shared{T: t, dsn: s.dsn, db: s.db, n: 500}
	go func() { _, err := s.file(citizen, id(1), said, false); filed <- err }()
	await(t, owner, 1, nil)
	go func() { proposed <- other.propose(helper, anna, id(1), said) }()
	await(t, owner, 2, proposed)
	if err := hold.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-filed; err != nil {
		t.Fatal(err)
	}
	if err := <-proposed; !errors.Is(err, applications.Settled) {
		t.Errorf("proposing what is being filed: %v", err)
	}
	if f := read(t, s.db, citizen); len(f.Applications) != 1 || len(f.Confirmations) != 0 {
		t.Errorf("%d applications, %+v", len(f.Applications), f.Confirmations)
	}
}
