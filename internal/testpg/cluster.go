package testpg

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// Cluster is a running PostgreSQL server with data of its own.
type Cluster struct {
	dsn string
	// leash keeps the guardian waiting: when it is closed, by us or by our
	// death, the guardian stops the server and removes its data.
	leash    io.Closer
	guardian *exec.Cmd
}

// guardianScript runs beside the tests, as the user who may run PostgreSQL.
//
//go:embed guardian.sh
var guardianScript string

// startTries allows for somebody else taking the port that was free just now.
const startTries = 3

// Start makes a cluster in a new folder inside dir, or among the temporary files
// when dir is empty, and returns when it takes connections. PostgreSQL does not
// run as root: then it runs as another user, who must be able to get into dir.
func Start(dir string) (*Cluster, error) {
	programs, err := programs()
	if err != nil {
		return nil, err
	}
	var failures []error
	for range startTries {
		cluster, err := start(dir, programs)
		if err == nil {
			return cluster, nil
		}
		failures = append(failures, err)
	}
	return nil, errors.Join(failures...)
}

// DSN is the address of the database postgres, for the superuser.
func (c *Cluster) DSN() string { return c.dsn }

// Close stops the server and removes its data.
func (c *Cluster) Close() error {
	if c.guardian == nil { // somebody else's server
		return nil
	}
	return errors.Join(c.leash.Close(), c.guardian.Wait())
}

func start(dir, programs string) (*Cluster, error) {
	folder, err := os.MkdirTemp(dir, "orderhatch-postgres-")
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	guardian := exec.Command("sh", "-c", guardianScript, "guardian", programs, folder, strconv.Itoa(port))
	guardian.Dir = "/"
	// A session of its own: Ctrl-C ends the tests, and the guardian cleans up after.
	guardian.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if guardian.SysProcAttr.Credential, err = unprivileged(folder); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	leash, err := guardian.StdinPipe()
	if err != nil {
		return nil, err
	}
	report, err := guardian.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := guardian.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	cluster := &Cluster{leash: leash, guardian: guardian, dsn: fmt.Sprintf("postgres://postgres:postgres@127.0.0.1:%d/postgres?sslmode=disable", port)}
	reader := bufio.NewReader(report)
	if line, _ := reader.ReadString('\n'); line == "ready\n" {
		return cluster, nil
	}
	log, _ := io.ReadAll(reader)
	return nil, errors.Join(fmt.Errorf("PostgreSQL did not start:\n%s", log), cluster.Close())
}

// programs is the folder of PostgreSQL's programs. Debian keeps them off the PATH.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.New("initdb is neither on the PATH nor in /usr/lib/postgresql: install PostgreSQL (apt-get install postgresql), or name a server in " + ServerVariable)
	}
	newest := slices.MaxFunc(found, func(a, b string) int { return majorVersion(a) - majorVersion(b) })
	return filepath.Dir(newest), nil
}

func majorVersion(path string) int {
	version, _ := strconv.Atoi(strings.Split(path, string(filepath.Separator))[4])
	return version
}

// unprivileged is the user to run as when we are root, who gets the folder.
func unprivileged(folder string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	var account *user.User
	var err error
	for _, name := range []string{"postgres", "nobody"} {
		if account, err = user.Lookup(name); err == nil {
			break
		}
	}
	if err != nil {
		return nil, errors.New("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
	}
	uid, err := strconv.ParseUint(account.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(account.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(folder, int(uid), int(gid))
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := listener.Addr().(*net.TCPAddr).Port
	return port, listener.Close()
}
