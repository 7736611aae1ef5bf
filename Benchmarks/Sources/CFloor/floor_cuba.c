#include "floor.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

long floor_cuba(int N, int excitatory, const int *starts, const int *targets, const float *membranes, int steps) {
    const float dt = 0.1f, tm = 20, te = 5, ti = 10;
    const float pm = expf(-dt / tm), pe = expf(-dt / te), pi = expf(-dt / ti);
    // What a synaptic level does to the membrane in a step, exactly.
    const float ce = pm / tm * (1 - expf(-dt * (1 / te - 1 / tm))) / (1 / te - 1 / tm);
    const float ci = pm / tm * (1 - expf(-dt * (1 / ti - 1 / tm))) / (1 / ti - 1 / tm);
    float *v = malloc(N * 4), *ge = calloc(N, 4), *gi = calloc(N, 4);
    int *until = calloc(N, 4), *fired = malloc(N * 4), count = 0;
    long spikes = 0;
    memcpy(v, membranes, N * 4);
    for (int j = 0; j < N; j++) v[j] += 49;
    for (int t = 0; t < steps; t++) {
        for (int k = 0; k < count; k++) {
            int i = fired[k];
            float *g = i < excitatory ? ge : gi, w = i < excitatory ? 1.62f : -9;
            for (int s = starts[i]; s < starts[i + 1]; s++) g[targets[s]] += w;
        }
        int any = 0;
        for (int j = 0; j < N; j++) {
            float u = v[j] * pm + ge[j] * ce + gi[j] * ci;
            u = until[j] > t ? v[j] : u;
            v[j] = u;
            any |= (u >= -1) & (until[j] <= t);
            ge[j] *= pe;
            gi[j] *= pi;
        }
        count = 0;
        if (any)
            for (int j = 0; j < N; j++)
                if (v[j] >= -1 && until[j] <= t) { v[j] = -11; until[j] = t + 51; fired[count++] = j; }
        spikes += count;
    }
    free(v); free(ge); free(gi); free(until); free(fired);
    return spikes;
}
