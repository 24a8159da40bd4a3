//go:build race

package extract_test

// slowdown is how many times slower than a plain build this one runs at the most.
const slowdown = 10
