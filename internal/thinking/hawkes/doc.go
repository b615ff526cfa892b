// Package hawkes fits and simulates mutually exciting point processes with exponential
// kernels (Hawkes 1971, Biometrika 58; Ozaki 1979, Ann. Inst. Stat. Math. 31):
//
//	λ_i(t) = Σ_b c_ib·B_b(t) + Σ_j Σ_{t_k^j < t} α_ij·g(m_k)·exp(−β_ij·(t − t_k^j))
//
// α is the jump, n_ij = α_ij/β_ij the branching ratio (the mean number of events of stream i that an
// event of stream j sets off, for a mark with g = 1). The history before 0 is empty and the window is [0, T].
// B is a baseline basis: constant, or linear splines that move slowly, so that events that merely
// crowd in the same months are not taken for contagion.
//
// Likelihood and gradient take one pass over the events, O(N·states), where states is the number of
// different (source, decay) pairs: D for one common decay or one a source, D² otherwise.
package hawkes
