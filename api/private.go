package api

import (
	"context"

	"sportello/api/internal/postgres/cluster"
)

// Private is a PostgreSQL of our own, in a folder, for a comune (or a newcomer) that gives no DATABASE_URL.
type Private struct {
	cluster *cluster.Cluster
	DSN     string
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

// PID is the process of the server, for the harness that kills it.
func (p *Private) PID() int { return p.cluster.PID() }

// Done is closed when the server has ended, by itself or not.
func (p *Private) Done() <-chan struct{} { return p.cluster.Done() }

// Stop ends the server in good order.
func (p *Private) Stop() { p.cluster.Stop() }
