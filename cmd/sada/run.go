package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

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
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-ctx.Done():
				return
			case <-hangup:
				a.reload(ctx, h, log)
			}
		}
	}()
	err = h.monitor.Run(ctx)
	<-done
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

// reload reads the settings again. Wrong ones are told and change nothing.
func (a *app) reload(ctx context.Context, h *house, log *slog.Logger) {
	c, err := config.Load(h.config.Path)
	if err == nil {
		err = c.NeedContact(nil)
	}
	if err == nil && c.Archive != h.config.Archive {
		err = fmt.Errorf("archive: %s; a running daemon cannot move from %s", c.Archive, h.config.Archive)
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
	log.Info("settings were read again", "settings", c.Path, "sources", len(c.Sources), "events", len(c.Events))
}
