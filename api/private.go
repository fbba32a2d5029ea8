package api

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"sportello/api/internal/postgres/cluster"
)

// Private is a PostgreSQL of our own, in a folder, for a comune (or a newcomer) that gives no DATABASE_URL.
type Private struct {
	DSN string

	mu      sync.Mutex
	cluster *cluster.Cluster // nil when another program's server was joined
	stopped bool
}

// database is the name of the one database of a comune.
const database = "sportello"

// StartPrivate starts a private PostgreSQL from the programs on this machine. It fails with words that say
// what to do when there are none, or when the folder is in use.
func StartPrivate(ctx context.Context, folder string) (*Private, error) {
	c, err := cluster.Start(ctx, folder)
	if err != nil {
		return nil, err
	}
	if err := c.EnsureDatabase(ctx, database); err != nil {
		c.Stop()
		return nil, err
	}
	return &Private{cluster: c, DSN: c.DSN(database)}, nil
}

// OpenPrivate is like StartPrivate, but joins the server of another program that has the folder already.
// Stop then leaves that server alone.
func OpenPrivate(ctx context.Context, folder string) (*Private, error) {
	p, err := StartPrivate(ctx, folder)
	if !errors.Is(err, cluster.ErrInUse) {
		return p, err
	}
	dsn, err := cluster.Attach(folder, database)
	return &Private{DSN: dsn}, err
}

// Keep starts the server again whenever it ends without having been asked to, until Stop. The address stays
// the same: whoever waits finds it again. tell hears of each end, and of a start that failed.
func (p *Private) Keep(folder string, tell func(error)) {
	for {
		p.mu.Lock()
		c := p.cluster
		p.mu.Unlock()
		<-c.Done()
		if p.ended() {
			return
		}
		tell(errors.New("our own PostgreSQL has ended; starting it again"))
		c.Stop()
		if err := p.again(folder); err != nil {
			tell(fmt.Errorf("starting our own PostgreSQL again: %w", err))
			time.Sleep(time.Second)
		}
	}
}

func (p *Private) ended() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stopped
}

func (p *Private) again(folder string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped {
		return nil
	}
	c, err := cluster.Start(context.Background(), folder)
	if err == nil {
		p.cluster = c
	}
	return err
}

// PID is the process of the server, for the harness that kills it.
func (p *Private) PID() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cluster.PID()
}

// Done is closed when the server that runs now has ended, by itself or not.
func (p *Private) Done() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cluster.Done()
}

// Stop ends the server in good order; a server that was joined it leaves alone.
func (p *Private) Stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopped = true
	if p.cluster != nil {
		p.cluster.Stop()
	}
}
