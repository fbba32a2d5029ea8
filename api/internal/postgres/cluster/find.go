package cluster

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// ErrNoBinaries says that the machine has no PostgreSQL server, and what to do about it.
var ErrNoBinaries = errors.New("no PostgreSQL server found on this machine: install one (apt-get install postgresql), " +
	"or set PGBIN to the folder of its programs, or set DATABASE_URL to a database that runs elsewhere")

// places is where systems put the server's programs: Debian and Ubuntu, Red Hat, Alpine, Homebrew.
var places = []string{
	"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*",
	"/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin", "/usr/local/pgsql/bin",
}

// findBinaries is the folder with initdb and postgres. Existing data (major is not 0) needs its own major
// version; new data gets the newest. PGBIN, when set, is the only place.
func findBinaries(major int) (string, error) {
	if p := os.Getenv("PGBIN"); p != "" {
		return fit(p, major)
	}
	found := candidates()
	for _, dir := range found {
		if major == 0 || version(dir) == major {
			return dir, nil
		}
	}
	if len(found) > 0 {
		return "", wrongVersion(major)
	}
	return "", ErrNoBinaries
}

// fit says whether the folder that PGBIN names will do.
func fit(dir string, major int) (string, error) {
	if !complete(dir) {
		return "", fmt.Errorf("PGBIN=%s holds no initdb and postgres: %w", dir, ErrNoBinaries)
	}
	if major != 0 && version(dir) != major {
		return "", wrongVersion(major)
	}
	return filepath.Abs(dir)
}

func wrongVersion(major int) error {
	return fmt.Errorf("the data were written by PostgreSQL %d, which is not on this machine: "+
		"install it (apt-get install postgresql-%[1]d) or set PGBIN to its programs: %w", major, ErrNoBinaries)
}

// candidates are the complete folders, the newest version first; the one on PATH goes before all.
func candidates() []string {
	var list []string
	for _, pattern := range places {
		match, _ := filepath.Glob(pattern)
		list = append(list, match...)
	}
	slices.SortStableFunc(list, func(a, b string) int { return lastNumber(b) - lastNumber(a) })
	if p, err := exec.LookPath("postgres"); err == nil {
		list = append([]string{filepath.Dir(p)}, list...)
	}
	return slices.DeleteFunc(list, func(dir string) bool { return !complete(dir) })
}

func complete(dir string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		if _, err := exec.LookPath(filepath.Join(dir, name)); err != nil {
			return false
		}
	}
	return true
}

var number = regexp.MustCompile(`\d+`)

// lastNumber is the version in a folder's name: 15 in /usr/lib/postgresql/15/bin. 0 when there is none.
func lastNumber(dir string) int {
	all := number.FindAllString(dir, -1)
	if len(all) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(all[len(all)-1])
	return n
}

// version asks the program itself; 0 when it will not say.
func version(dir string) int {
	out, err := exec.Command(filepath.Join(dir, "postgres"), "--version").Output()
	if err != nil {
		return 0
	}
	n, _ := strconv.Atoi(number.FindString(string(out)))
	return n
}
