package cluster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// process is one run of the server.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
	log  *os.File
	from int64 // where this run's lines begin in the log
}

// errLingering says that the server of a program that was killed has not ended yet.
var errLingering = errors.New("a PostgreSQL of an earlier run still holds the data")

// farewell bounds the wait for the server of a killed program to close its data.
const farewell = 30 * time.Second

// serve starts the server and waits until it answers. After a kill -9 the last server, or its children, may
// still be on their way out: it tries again until they are gone.
func (f *folder) serve(ctx context.Context, bin string, who runner, set settings) (*process, error) {
	until := time.Now().Add(farewell)
	for {
		p, err := f.attempt(ctx, bin, who, set)
		if !errors.Is(err, errLingering) || time.Now().After(until) {
			return p, err
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(err, ctx.Err())
		case <-time.After(50 * time.Millisecond): // other processes: nothing tells us but asking again
		}
	}
}

func (f *folder) attempt(ctx context.Context, bin string, who runner, set settings) (*process, error) {
	f.dismissLast()
	p, err := f.launch(bin, who, set)
	if err != nil {
		return nil, fmt.Errorf("starting PostgreSQL (%s): %w", who, err)
	}
	if err := p.ready(ctx, f.data); err != nil {
		p.end()
		return nil, err
	}
	return p, nil
}

// launch forks the server from a thread of its own: on Linux the parting signal comes when that thread ends,
// and an idle thread of Go may end before the program does.
func (f *folder) launch(bin string, who runner, set settings) (*process, error) {
	p, err := f.command(bin, who, set)
	if err != nil {
		return nil, err
	}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := p.cmd.Start()
		started <- err
		if err == nil {
			_ = p.cmd.Wait()
			close(p.done)
		}
	}()
	if err := <-started; err != nil {
		p.log.Close()
		return nil, err
	}
	return p, nil
}

// command is the server as it will be run; nothing has started yet.
func (f *folder) command(bin string, who runner, set settings) (*process, error) {
	log, from, err := openLog(f.log)
	if err != nil {
		return nil, err
	}
	args := []string{"-D", f.data}
	for _, p := range set.parameters(f.socket) {
		args = append(args, "-c", p)
	}
	c := exec.Command(filepath.Join(bin, "postgres"), args...)
	c.Dir, c.Env, c.Stdout, c.Stderr = f.data, environment(), log, log
	c.SysProcAttr = who.attr(syscall.SIGINT) // SIGINT: fast shutdown
	return &process{cmd: c, done: make(chan struct{}), log: log, from: from}, nil
}

// openLog opens the log at its end. A long one is kept aside once, so that two of them is the most there is.
func openLog(path string) (*os.File, int64, error) {
	const long = 8 << 20
	if info, err := os.Stat(path); err == nil && info.Size() > long {
		_ = os.Rename(path, path+".1")
	}
	log, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o600)
	if err != nil {
		return nil, 0, err
	}
	info, err := log.Stat()
	if err != nil {
		return nil, 0, err
	}
	return log, info.Size(), nil
}

// failure is why the server ended before it answered, in its own words.
func (p *process) failure() error {
	text := make([]byte, 64<<10)
	n, _ := p.log.ReadAt(text, p.from)
	text = bytes.TrimSpace(text[:n])
	for _, sign := range []string{`" already exists`, "is still in use", "Is another postmaster"} {
		if bytes.Contains(text, []byte(sign)) {
			return fmt.Errorf("%w: %s", errLingering, tail(text))
		}
	}
	return fmt.Errorf("PostgreSQL ended at once: %s", tail(text))
}
