package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"sada"
	"sada/config"
)

func (a *app) runCommand() *cobra.Command {
	return &cobra.Command{
		Use: "run", Short: "Run the daemon: visit the outlets on their schedules", Args: usage(noArgs),
		Long:    "Visit the outlets on their schedules until told to stop. Every other command works beside it.\nSIGTERM or ctrl-C ends it within ten seconds with all acknowledged work kept; a second one ends it at once.\nSIGHUP reads the settings again, and keeps the old ones when the new are wrong.",
		Example: "  sada run --log json",
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.daemon(cmd.Context()) },
	}
}

func (a *app) daemon(ctx context.Context) error {
	c, err := a.settings()
	if err != nil {
		return err
	}
	if err := c.NeedContact(nil); err != nil {
		return exit{exitUsage, err}
	}
	log := a.logger()
	h, err := openHouse(ctx, c, wiring{command: "run", make: true, serve: true, log: log})
	if err != nil {
		return err
	}
	log.Info("started", "settings", c.Path, "archive", c.Archive, "sources", len(c.Sources), "events", len(c.Events), "pid", os.Getpid(), "version", version())
	warn(log, c)
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	var beside sync.WaitGroup
	beside.Go(func() { a.obey(ctx, hangup, h, log) })
	beside.Go(func() { h.follow(ctx, log) })
	err = h.monitor.Run(ctx)
	beside.Wait()
	log.Info("stopping")
	if closing := h.Close(); err == nil {
		err = closing
	}
	log.Info("stopped", "err", err)
	if err == nil {
		err = context.Cause(ctx)
	}
	return err
}

// obey reads the settings again at each SIGHUP.
func (a *app) obey(ctx context.Context, hangup <-chan os.Signal, h *house, log *slog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangup:
			a.reload(ctx, h, log)
		}
	}
}

// followEvery is how often the daemon brings the search index up, so that a search
// has little left to do.
const followEvery = 5 * time.Minute

func (h *house) follow(ctx context.Context, log *slog.Logger) {
	turn := time.NewTicker(followEvery)
	defer turn.Stop()
	for {
		if err := h.office.Follow(ctx, tellTenths(log)); err != nil && ctx.Err() == nil {
			log.Warn("the search index does not follow; a search reads the archive instead", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-turn.C:
		}
	}
}

// tellTenths tells the log each tenth of an index that is made anew; what a few
// minutes brought is no news.
func tellTenths(log *slog.Logger) func(sada.Step) {
	const news = 10000 // captures
	told := 0
	return func(s sada.Step) {
		if tenth := 10 * s.Done / max(s.Total, 1); s.Total >= news && tenth > told {
			told = tenth
			log.Info("reading the archive into the search index", "captures", s.Done, "of", s.Total)
		}
	}
}

// reload reads the settings again. Wrong ones are told and change nothing.
func (a *app) reload(ctx context.Context, h *house, log *slog.Logger) {
	c, err := config.Load(h.config.Path)
	if err == nil {
		err = c.NeedContact(nil)
	}
	if err == nil && c.Archive != h.config.Archive {
		err = fmt.Errorf("archive: %s; a running daemon cannot move from %s", c.Archive, h.config.Archive)
	}
	if err == nil && c.SocketGroup != h.config.SocketGroup {
		err = fmt.Errorf("socket_group: %q; a running daemon keeps its socket: start it anew", c.SocketGroup)
	}
	if err != nil {
		log.Error("settings were not taken; the old ones stay", "settings", h.config.Path, "err", err)
		return
	}
	made, err := newCrawler(c, h.db, nil)
	if err == nil {
		if err = h.monitor.Reload(ctx, settingsOf(c), made); err != nil {
			made.Close()
		}
	}
	if err != nil {
		log.Error("settings were not taken; the old ones stay", "settings", h.config.Path, "err", err)
		return
	}
	h.config = c
	h.db.Retain(c.KeepText, c.KeepPages, c.Families)
	h.web.Settings(c.SHA256)
	warn(log, c)
	log.Info("settings were read again", "settings", c.Path, "sources", len(c.Sources), "events", len(c.Events))
}

// warn logs what of the settings may not be what was meant.
func warn(log *slog.Logger, c *config.Config) {
	for _, n := range c.Notes {
		log.Warn("settings hold what may be meant otherwise", "place", n.Place, "what", n.What, "instead", n.Instead)
	}
}
