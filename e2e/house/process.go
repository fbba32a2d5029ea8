package house

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"sportello/api"
)

// run is one life of the server.
type run struct {
	cmd  *exec.Cmd
	said *said
	done chan struct{}
}

// start starts the program and waits for the line with which it says that it is ready.
func (h *House) start(ctx context.Context) error {
	r := &run{cmd: h.command(), done: make(chan struct{}), said: &said{ready: make(chan struct{})}}
	r.cmd.Stdout, r.cmd.Stderr = r.said, r.said
	h.run = r
	if err := r.launch(); err != nil {
		return fmt.Errorf("starting %s: %w", h.program, err)
	}
	late := time.NewTimer(startLimit)
	defer late.Stop()
	select {
	case <-r.said.ready:
		return h.findDSN(ctx)
	case <-r.done:
		return fmt.Errorf("the program ended before it was ready:\n%s", r.said)
	case <-ctx.Done():
		return fmt.Errorf("waiting for the program: %w\n%s", ctx.Err(), r.said)
	case <-late.C:
		return fmt.Errorf("the program was not ready after %v:\n%s", startLimit, r.said)
	}
}

func (h *House) command() *exec.Cmd {
	o := h.options
	args := []string{"serve", "--listen", h.Address(), "--base-url", h.URL, "--data", o.Data, "--database-url", o.DatabaseURL,
		"--residents", strconv.Itoa(o.Residents)}
	if o.Demo {
		args = append(args, "--demo")
	}
	c := exec.Command(h.program, args...)
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "TZ"} { // nothing of the machine's own settings
		c.Env = append(c.Env, name+"="+os.Getenv(name))
	}
	c.Env = append(c.Env, o.Env...)
	c.WaitDelay = time.Second
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return c
}

// launch starts the process from a thread of its own: the server dies with the test program, and the
// parting signal comes when the thread ends that forked.
func (r *run) launch() error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := r.cmd.Start()
		if err != nil {
			close(r.done)
		}
		started <- err
		if err == nil {
			_ = r.cmd.Wait() // how it ended is in the log
			close(r.done)
		}
	}()
	return <-started
}

// end sends a signal and waits until the process is gone.
func (r *run) end(s syscall.Signal) {
	if r == nil || r.cmd.Process == nil {
		return
	}
	_ = r.cmd.Process.Signal(s) // gone already: fine
	insist := time.AfterFunc(20*time.Second, func() { _ = r.cmd.Process.Kill() })
	defer insist.Stop()
	<-r.done
}

// PID is the process of the server.
func (h *House) PID() int { return h.run.cmd.Process.Pid }

// Kill ends the server with kill -9 and returns when it is gone. A private PostgreSQL of it goes too.
func (h *House) Kill() { h.run.end(syscall.SIGKILL) }

// Restart starts the server again, after Kill or in its stead, at the same address and with the same data.
func (h *House) Restart(ctx context.Context) error {
	h.Kill()
	return h.start(ctx)
}

// Stop ends the server in good order and removes the data, when they are its own.
func (h *House) Stop() {
	h.run.end(syscall.SIGTERM)
	if !h.own {
		return
	}
	if h.options.DatabaseURL == "" {
		// After a Kill the private PostgreSQL may still be on its way out: taking the folder waits for it.
		ctx, cancel := context.WithTimeout(context.Background(), startLimit)
		defer cancel()
		if p, err := api.StartPrivate(ctx, h.options.Data); err == nil {
			p.Stop()
		}
	}
	_ = os.RemoveAll(h.options.Data)
}

// Log is the end of what the server has said in this life.
func (h *House) Log() string { return h.run.said.String() }

const readyWords = "Sportello is ready: "

// said keeps the end of what a server says, and notices when it is ready.
type said struct {
	ready chan struct{}
	once  sync.Once

	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	const enough = 1 << 20
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text.Write(p)
	if bytes.Contains(s.text.Bytes(), []byte(readyWords)) {
		s.once.Do(func() { close(s.ready) })
	}
	if s.text.Len() > enough {
		s.text.Next(enough / 2)
	}
	return len(p), nil
}

func (s *said) String() string {
	const lines = 40
	s.mu.Lock()
	defer s.mu.Unlock()
	all := strings.Split(strings.TrimSpace(s.text.String()), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
