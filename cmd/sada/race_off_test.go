//go:build !race

package main

// raceDetector tells that this build looks for races, and takes several times
// the memory for it.
const raceDetector = false
