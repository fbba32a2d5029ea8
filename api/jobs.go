package api

import (
	"context"
	"fmt"
	"time"

	"sportello/api/internal/jobs"
	"sportello/api/internal/postgres"
)

// How long the jobs rest: between two rounds, and after one that failed.
const (
	resting   = 10 * time.Second
	restAfter = time.Minute
)

// Work tells people what happened in their matters, by letter and by notice, until ctx ends; see api/internal/jobs. Any
// number of programs may do it at once. It works as the owner of the tables, for nobody else sees everybody's rows.
func (a *API) Work(ctx context.Context, dsn string) {
	a.repeat(ctx, "working on the jobs", func() error { return a.work(ctx, dsn) })
}

// repeat does work that never ends of itself, and again when it failed.
func (a *API) repeat(ctx context.Context, what string, work func() error) {
	for ctx.Err() == nil {
		err := work()
		if ctx.Err() != nil {
			return
		}
		a.config.Report(fmt.Errorf("%s: %w", what, err))
		pause(ctx, restAfter)
	}
}

// work does rounds until one fails.
func (a *API) work(ctx context.Context, dsn string) error {
	owner, err := postgres.OpenOwner(ctx, dsn)
	if err != nil {
		return err
	}
	defer owner.Close()
	c := a.config
	w := jobs.Worker{Store: postgres.NewJobs(owner), Mail: a.mail, Say: c.Say, Town: c.Town.Name, Phone: c.Town.Phone, Address: c.BaseURL,
		Digest: c.Town.Letters.Digest, Reminder: c.Town.Letters.Reminder}
	for {
		if err := w.Work(ctx, c.Now()); err != nil {
			return err
		}
		if !pause(ctx, resting) {
			return ctx.Err()
		}
	}
}

// pause waits, and tells whether there is reason to go on.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
