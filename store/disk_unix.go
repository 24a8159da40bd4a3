//go:build unix

package store

import (
	"errors"
	"fmt"
	"syscall"

	"golang.org/x/sys/unix"
)

// errQuota is the system's word for a full allowance.
var errQuota error = syscall.EDQUOT

// disk tells the free and the whole bytes of the disk that holds dir.
func disk(dir string) (free, total uint64, err error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, 0, fmt.Errorf("asking for the free space of %s: %w", dir, err)
	}
	size := uint64(s.Bsize)
	return uint64(s.Bavail) * size, uint64(s.Blocks) * size, nil
}

// alive reports whether a process is there.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
