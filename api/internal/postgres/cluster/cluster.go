// Package cluster runs a private PostgreSQL inside one folder, from the binaries of the machine.
//
// It knows how to find the binaries, which user may run them, how to make the data once and how to come back
// after a kill -9 of the program, of PostgreSQL, or of both. It listens on a Unix socket only, never on the
// network. It will not install PostgreSQL, will not upgrade data to another major version, and never deletes
// data: a folder it cannot use is an error in plain words.
//
// It knows nothing of what is stored: tables and roles are made by api/internal/postgres.
package cluster

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"
)

// ErrInUse says that another program holds the folder.
var ErrInUse = errors.New("already in use by another sportello")

// Cluster is a PostgreSQL that this program started. It ends with Stop, with the program (on Linux), or on
// its own: then Done is closed, and after Stop the same folder can be started again with the same DSN.
type Cluster struct {
	folder *folder
	server *process
	stop   sync.Once
}

// Start runs PostgreSQL in dir and returns once it answers. It makes dir and the data when they are missing
// (about a second); later starts take a tenth of that. ctx bounds the start only.
//
// Errors: ErrNoBinaries, ErrInUse, or whatever PostgreSQL wrote to its log before it gave up.
func Start(ctx context.Context, dir string, opts ...Option) (*Cluster, error) {
	f, err := claim(dir)
	if err != nil {
		return nil, err
	}
	p, err := f.run(ctx, newSettings(opts))
	if err != nil {
		f.release()
		return nil, err
	}
	return &Cluster{folder: f, server: p}, nil
}

// run does what stands between a locked folder and a server that answers.
func (f *folder) run(ctx context.Context, set settings) (*process, error) {
	bin, err := findBinaries(f.major())
	if err != nil {
		return nil, err
	}
	who, err := f.runner(bin)
	if err != nil {
		return nil, err
	}
	if err := f.prepareSocket(who); err != nil {
		return nil, err
	}
	if err := f.build(ctx, bin, who, set); err != nil {
		return nil, err
	}
	return f.serve(ctx, bin, who, set)
}

// DSN is the address of a database of the cluster, for pgx. It stays the same over restarts and ends in a
// query string, so that "&search_path=x" can be added. The database is not created: see EnsureDatabase.
func (c *Cluster) DSN(database string) string { return c.folder.dsn(database) }

func (f *folder) dsn(database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(superuser), Host: "", Path: "/" + database}
	query := url.Values{"host": {f.socket}, "port": {port}}.Encode()
	u.RawQuery = strings.ReplaceAll(query, "+", "%20") // pgx takes a plus for a plus
	return u.String()
}

// PID is the process id of the PostgreSQL server.
func (c *Cluster) PID() int { return c.server.cmd.Process.Pid }

// Done is closed when the server has ended, whoever ended it.
func (c *Cluster) Done() <-chan struct{} { return c.server.done }

// patience is how long a stopping server may take to write its data before it is told to drop everything;
// nothing is lost then either, the next start replays the log.
const patience = 20 * time.Second

// Stop ends the server, waits until it is gone and unlocks the folder. It may be called more than once, and
// after the server ended on its own.
func (c *Cluster) Stop() {
	c.stop.Do(func() {
		c.server.end()
		c.folder.release()
	})
}

// end asks for a fast shutdown (open transactions are rolled back) and insists after a while.
func (p *process) end() {
	_ = p.cmd.Process.Signal(syscall.SIGINT)
	insist := time.AfterFunc(patience, func() { _ = p.cmd.Process.Signal(syscall.SIGQUIT) })
	defer insist.Stop()
	<-p.done
	p.log.Close()
}
