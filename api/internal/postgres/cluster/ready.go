package cluster

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// ready waits until the server says in its note (postmaster.pid) that it lets people in: a socket that
// listens may still say "starting up" while it replays its log. It gives up when the server ends or ctx does.
func (p *process) ready(ctx context.Context, data string) error {
	for !p.saysReady(data) {
		select {
		case <-p.done:
			return p.failure()
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond): // another process: nothing tells us but asking again
		}
	}
	return nil
}

// saysReady reads the note: line 1 is who wrote it (it may be a server of an earlier run), line 8 the state.
// The layout is PostgreSQL's src/include/utils/pidfile.h; pg_ctl waits in the same way.
func (p *process) saysReady(data string) bool {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return false
	}
	lines := bytes.Split(text, []byte("\n"))
	return len(lines) >= 8 &&
		string(bytes.TrimSpace(lines[0])) == strconv.Itoa(p.cmd.Process.Pid) &&
		string(bytes.TrimSpace(lines[7])) == "ready"
}
