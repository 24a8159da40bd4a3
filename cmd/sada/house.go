package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"sada"
	"sada/config"
	"sada/crawler"
	"sada/internal/monitor"
	"sada/internal/office"
	"sada/internal/web"
	"sada/store"
)

// house is the whole program wired up around an archive that this process
// holds.
type house struct {
	config  *config.Config
	db      *store.DB
	crawler *crawler.Crawler
	monitor *monitor.Monitor
	office  *office.Office
	web     *web.Handler
	server  *http.Server
	socket  string
}

// wiring is what openHouse needs beside the settings.
type wiring struct {
	command string           // run, crawl, import, demo, or another that only asks
	make    bool             // make the archive when there is none
	serve   bool             // let other commands ask through the socket
	log     *slog.Logger     // nil: silent
	now     func() time.Time // nil: the machine's clock
	moving  func(sada.Step)  // told while an archive is brought to a new layout; nil: the log is
}

// openHouse opens the archive and wires the rooms. Close gives everything back
// in the opposite order.
func openHouse(ctx context.Context, c *config.Config, w wiring) (h *house, err error) {
	h = &house{config: c}
	defer func() {
		if err != nil {
			h.Close()
			h = nil
		}
	}()
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	if w.serve {
		h.socket = socketPath(c)
	}
	if h.db, err = openStore(c, w, h.socket); err != nil {
		return h, fmt.Errorf("opening the archive %s: %w", c.Archive, err)
	}
	if h.crawler, err = newCrawler(c, h.db, w.now); err != nil {
		return h, err
	}
	h.monitor, err = monitor.New(monitor.Options{
		Store: h.db, Crawler: h.crawler, Settings: settingsOf(c), Version: version(), Now: w.now, Log: w.log,
		Kills: func() uint64 { return ends(c.Archive) },
	})
	if err != nil {
		return h, err
	}
	if w.make {
		keepCrashes(c.Archive)
		if err = h.db.KeepSettings(ctx, c.Sources, c.Events); err != nil {
			return h, fmt.Errorf("keeping settings: %w", err)
		}
	}
	h.office = office.New(office.Options{
		Store: h.db, Sources: h.monitor.Sources, Events: h.monitor.Events, Aliases: h.monitor.Aliases, Keys: h.monitor.Keys,
		Activity: func() office.Activity { return office.Activity(h.monitor.State()) },
		Zone:     c.Zone, Now: w.now, Generator: "sada " + version(),
	})
	h.web = web.NewHandler(web.Options{
		Monitor: h.monitor, Office: h.office,
		Hello: web.Hello{
			Version: version(), PID: os.Getpid(), Command: w.command,
			Began: time.Now(), Settings: c.Path, SHA256: c.SHA256,
		},
	})
	if w.serve {
		err = h.listen(ctx, w.log)
	}
	return h, err
}

// openStore opens the archive. A command that makes none only asks, and takes one
// that cannot be written as well.
func openStore(c *config.Config, w wiring, socket string) (*store.DB, error) {
	o := store.Options{
		Now: w.now, KeepText: c.KeepText, KeepPages: c.KeepPages, Families: c.Families,
		Make: w.make, Socket: socket, Command: w.command,
		Progress: w.moving,
	}
	if o.Progress == nil {
		o.Progress = func(s sada.Step) {
			w.log.Info("bringing the archive to a new layout", "change", s.Detail, "done", s.Done)
		}
	}
	db, err := store.Open(c.Archive, o)
	if !w.make && errors.Is(err, sada.ErrReadOnly) {
		o.ReadOnly = true
		db, err = store.Open(c.Archive, o)
	}
	return db, err
}

// settingsOf is what monitor needs of the settings.
func settingsOf(c *config.Config) monitor.Settings {
	return monitor.Settings{
		Sources: c.Sources, Events: c.Events, Aliases: c.Aliases, Zone: c.Zone,
		FirstVisit: c.FirstVisit,
	}
}

// newCrawler makes a crawler as the settings say. hosts is where robots.txt and
// the next turn of a host are kept; nil keeps them in memory.
func newCrawler(c *config.Config, hosts crawler.Hosts, now func() time.Time) (*crawler.Crawler, error) {
	n := c.Network
	made, err := crawler.New(crawler.Options{
		Product: c.UserAgent, UserAgent: c.Agent(version()), Delay: n.Delay,
		AllowPrivate: n.AllowPrivate, AllowPorts: n.AllowPorts, ConnectTo: n.ConnectTo,
		CAFile: n.CAFile, Proxy: n.Proxy, Limits: crawler.DefaultLimits(), Parallel: n.Parallel, Hosts: hosts, Now: now,
	})
	if err != nil {
		return nil, fmt.Errorf("preparing the network: %w", err)
	}
	return made, nil
}

// listen serves the socket until Close.
func (h *house) listen(ctx context.Context, log *slog.Logger) error {
	if err := socketFolder(h.socket, h.config.SocketGroup); err != nil {
		return err
	}
	// This process holds the archive's lock, so a socket left over is a dead one's.
	if err := os.Remove(h.socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("clearing the socket: %w", err)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "unix", h.socket)
	if err != nil {
		return fmt.Errorf("opening the socket %s: %w", h.socket, err)
	}
	if err := lendSocket(h.socket, h.config.SocketGroup); err != nil {
		l.Close()
		return err
	}
	h.server = &http.Server{
		Handler: h.web, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	go func() {
		if err := h.server.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
			log.Error("the socket failed", "err", err)
		}
	}()
	return nil
}

// Close ends the server, the crawler and the archive, in that order.
func (h *house) Close() error {
	var all []error
	if h.server != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		if err := h.server.Shutdown(ctx); err != nil {
			h.server.Close()
		}
		cancel()
		os.Remove(h.socket)
	}
	if h.monitor != nil {
		h.monitor.Close()
	} else if h.crawler != nil {
		h.crawler.Close()
	}
	if h.db != nil {
		all = append(all, h.db.Close())
	}
	return errors.Join(all...)
}

// desk is where a command asks: a daemon's socket or a house of our own.
type desk struct {
	*web.Client
	house *house // nil beside a daemon
}

func (d *desk) Close() error {
	d.Client.Close()
	if d.house != nil {
		return d.house.Close()
	}
	return nil
}

// desk is the house asked from within its own process.
func (h *house) desk() *desk { return &desk{web.Local(h.web), h} }

// ask finds whoever holds the archive, or opens it here. The lock file is a
// hint only: after a crash the process it names may be another's, so what
// counts is whether it answers, and else whether the archive can be opened.
func (a *app) ask(ctx context.Context, c *config.Config, w wiring) (*desk, error) {
	w.moving = a.moving()
	for try := 0; ; try++ {
		client, hello, err := reach(ctx, c)
		if err == nil {
			a.compare(c, hello)
			return &desk{client, nil}, nil
		}
		if closed := closedTo(c, err); closed != nil {
			return nil, closed
		}
		h, err := openHouse(ctx, c, w)
		switch {
		case err == nil:
			if h.db.ReadOnly() {
				fmt.Fprintf(a.err, "sada: %s cannot be written by this user or on this disk; it is only asked\n", c.Archive)
			}
			return h.desk(), nil
		case !errors.Is(err, sada.ErrHeld):
			return nil, err
		case try == 1 || ctx.Err() != nil:
			return nil, fmt.Errorf("%w, which does not answer", err)
		}
	}
}

// compare says when the daemon's settings are not the ones this command read.
func (a *app) compare(c *config.Config, hello web.Hello) {
	if hello.SHA256 == c.SHA256 {
		return
	}
	fmt.Fprintf(a.err, "sada: `sada %s` (pid %d) works with other settings than %s, and its settings rule here\n", hello.Command, hello.PID, c.Path)
	fmt.Fprintf(a.err, "      it reads %s again on `kill -HUP %d`\n", hello.Settings, hello.PID)
}

// besideDaemon finds a daemon that holds the archive which a settings file names
// that cannot be taken now: its own settings rule, and the person on duty needs
// it most when the file is wrong.
func (a *app) besideDaemon(ctx context.Context, wrong error) (*desk, *config.Config, error) {
	path, err := config.Find(a.config)
	if err != nil {
		return nil, nil, wrong
	}
	c, err := config.Place(path)
	if err != nil {
		return nil, nil, wrong
	}
	client, hello, err := reach(ctx, c)
	if err != nil {
		return nil, nil, wrong
	}
	fmt.Fprintf(a.err, "sada: %s is wrong now; `sada %s` (pid %d) goes on with what it read before, and answers here\n", path, hello.Command, hello.PID)
	fmt.Fprintln(a.err, "      `sada check` names the problems")
	return &desk{client, nil}, c, nil
}

// settings reads the settings file.
func (a *app) settings() (*config.Config, error) {
	path, err := config.Find(a.config)
	if err != nil {
		return nil, exit{exitUsage, err}
	}
	c, err := config.Load(path)
	if err != nil {
		return nil, exit{exitUsage, err}
	}
	return c, nil
}

// desk reads the settings and finds whoever answers for the archive.
func (a *app) desk(ctx context.Context, w wiring) (*desk, *config.Config, error) {
	c, err := a.settings()
	var wrong sada.Problems
	if errors.As(err, &wrong) {
		return a.besideDaemon(ctx, err)
	}
	if err != nil {
		return nil, nil, err
	}
	d, err := a.ask(ctx, c, w)
	return d, c, err
}
