package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"sada/store"
)

// TestTheDaemonEndsInTimeWithRequestsInFlight tells a daemon to stop while an
// outlet keeps it waiting for an answer that does not come.
func TestTheDaemonEndsInTimeWithRequestsInFlight(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no such signals on Windows")
	}
	asked := make(chan struct{}, 100)
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		asked <- struct{}{}
		<-r.Context().Done()
	}))
	defer slow.Close()
	folder := t.TempDir()
	to := strings.TrimPrefix(slow.URL, "http://")
	settings := fmt.Sprintf(`archive: ./sada-data
contact: presse@kiosk.test
network: {delay: 1ms, connect_to: {"slow.kiosk.test:80": %q}}
sources:
  - {id: slow, name: {fr: Lent}, home: "http://slow.kiosk.test/", profile: generic, endpoints: [{kind: feed, url: "http://slow.kiosk.test/feed"}]}
`, to)
	if err := os.WriteFile(filepath.Join(folder, "sada.yaml"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	c := program(ctx, folder, "run")
	var log strings.Builder
	c.Stderr = &log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = c.Wait()
	}()
	select {
	case <-asked:
	case <-ended:
		t.Fatalf("the daemon ended by itself:\n%s", log.String())
	}
	begin := time.Now()
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-ended
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("it took %s to end, want at most 10s", took)
	}
	if code := c.ProcessState.ExitCode(); code != 143 {
		t.Errorf("exit code %d, want 143\n%s", code, log.String())
	}
	db, err := store.Open(filepath.Join(folder, "sada-data"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
