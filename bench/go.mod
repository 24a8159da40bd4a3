module sada/bench

go 1.26.0

require sada v0.0.0

replace sada => ../
