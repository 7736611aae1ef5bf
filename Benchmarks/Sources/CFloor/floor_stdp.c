#include "floor.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct floor_stdp {
    int inputs, neurons, stride, step;
    float *w;                      // inputs rows of neurons
    float *v, *ge, *gi, *theta;    // excitatory
    float *vi, *gie;               // inhibitory
    int *until, *until_i;
    float *pre, *post1, *post2;
    int *due;
    int *fired, *fired_i;
    int fired_count, fired_i_count;
    uint64_t random;
};

static void *room(size_t count, size_t size) {
    void *p = aligned_alloc(64, (count * size + 63) / 64 * 64);
    memset(p, 0, (count * size + 63) / 64 * 64);
    return p;
}

floor_stdp *floor_stdp_new(int inputs, int neurons, const float *weights, uint64_t seed) {
    floor_stdp *n = calloc(1, sizeof *n);
    n->inputs = inputs;
    n->neurons = neurons;
    n->stride = (neurons + 15) / 16 * 16;
    n->w = room((size_t)inputs * n->stride, 4);
    for (int i = 0; i < inputs; i++) memcpy(n->w + (size_t)i * n->stride, weights + (size_t)i * neurons, neurons * 4);
    float **arrays[] = {&n->v, &n->ge, &n->gi, &n->theta, &n->vi, &n->gie, &n->post1, &n->post2};
    for (int k = 0; k < 8; k++) *arrays[k] = room(neurons, 4);
    n->until = room(neurons, 4);
    n->until_i = room(neurons, 4);
    n->fired = room(neurons, 4);
    n->fired_i = room(neurons, 4);
    n->pre = room(inputs, 4);
    n->due = room(inputs, 4);
    n->random = seed * 2654435761u + 1;
    for (int j = 0; j < neurons; j++) { n->v[j] = -65; n->vi[j] = -60; n->theta[j] = 20; }
    return n;
}

void floor_stdp_free(floor_stdp *n) {
    void *all[] = {n->w, n->v, n->ge, n->gi, n->theta, n->vi, n->gie, n->post1, n->post2, n->until, n->until_i,
                   n->fired, n->fired_i, n->pre, n->due, n};
    for (int k = 0; k < 16; k++) free(all[k]);
}

static inline double uniform(uint64_t *s) {
    uint64_t x = *s;
    x ^= x << 13; x ^= x >> 7; x ^= x << 17;
    *s = x;
    return ((double)(x >> 11) + 1) * 0x1p-53;
}

static inline int gap(floor_stdp *n, float p) {
    if (p <= 0) return 1 << 28;
    float g = logf((float)uniform(&n->random)) / log1pf(-p);
    return g < 1e8f ? 1 + (int)g : 1 << 28;
}

// exp(-x) for x of at least 0, as a polynomial and a power of two, so that loops with it are vectorised.
static inline float decay(float x) {
    float y = x * -1.44269504f;
    y = y < -126 ? -126 : y;
    float k = floorf(y + 0.5f), r = (y - k) * 0.69314718f;
    float p = 1 + r * (1 + r * (0.5f + r * (0.16666667f + r * (0.041666668f + r * (0.0083333338f + r * 0.0013888889f)))));
    union { int32_t i; float f; } s = {((int32_t)k + 127) << 23};
    return p * s.f;
}

long floor_stdp_run(floor_stdp *n, const float *rates, int steps, long *input_spikes) {
    const float dt = 0.5f;
    const int N = n->neurons, S = n->stride;
    const float de = expf(-dt / 1), di = expf(-dt / 2), dpre = expf(-dt / 20), dpost1 = expf(-dt / 20),
                dpost2 = expf(-dt / 40), dth = expf(-dt / 1e7f);
    float *restrict v = n->v, *restrict ge = n->ge, *restrict gi = n->gi, *restrict theta = n->theta;
    float *restrict vi = n->vi, *restrict gie = n->gie;
    float *restrict post1 = n->post1, *restrict post2 = n->post2, *restrict pre = n->pre;
    int *restrict until = n->until, *restrict until_i = n->until_i;
    long spikes = 0;
    for (int i = 0; i < n->inputs; i++) n->due[i] = n->step + gap(n, rates[i] * dt / 1000) - 1;
    for (int end = n->step + steps, t = n->step; t < end; t++) {
        // Arrivals: the spikes of the last step, then the input.
        for (int k = 0; k < n->fired_count; k++) gie[n->fired[k]] += 10.4f;
        for (int k = 0; k < n->fired_i_count; k++) {
            int own = n->fired_i[k];
            float kept = gi[own];
            for (int j = 0; j < N; j++) gi[j] += 17;
            gi[own] = kept;
        }
        for (int i = 0; i < n->inputs; i++) {
            if (n->due[i] > t) continue;
            n->due[i] = t + gap(n, rates[i] * dt / 1000);
            float *restrict row = n->w + (size_t)i * S;
            for (int j = 0; j < N; j++) {
                float w = row[j];
                ge[j] += w;
                w -= 0.0001f * post1[j];
                row[j] = w > 0 ? w : 0;
            }
            pre[i] = 1;
            ++*input_spikes;
        }
        // Excitatory neurons.
        int any = 0;
        for (int j = 0; j < N; j++) {
            float a = 1 + ge[j] + gi[j];
            float limit = (-65 - 100 * gi[j]) / a;
            float u = limit + (v[j] - limit) * decay(a * (dt / 100));
            u = until[j] > t ? v[j] : u;
            v[j] = u;
            any |= (u >= theta[j] - 72) & (until[j] <= t);
            ge[j] *= de;
            gi[j] *= di;
            theta[j] *= dth;
        }
        // Inhibitory neurons.
        int any_i = 0;
        for (int j = 0; j < N; j++) {
            float a = 1 + gie[j];
            float limit = -60 / a;
            float u = limit + (vi[j] - limit) * decay(a * (dt / 10));
            u = until_i[j] > t ? vi[j] : u;
            vi[j] = u;
            any_i |= (u >= -40) & (until_i[j] <= t);
            gie[j] *= de;
        }
        n->fired_i_count = 0;
        if (any_i)
            for (int j = 0; j < N; j++)
                if (vi[j] >= -40 && until_i[j] <= t) {
                    vi[j] = -45;
                    until_i[j] = t + 5;
                    n->fired_i[n->fired_i_count++] = j;
                }
        n->fired_count = 0;
        if (any)
            for (int j = 0; j < N; j++)
                if (v[j] >= theta[j] - 72 && until[j] <= t) {
                    v[j] = -65;
                    until[j] = t + 11;
                    theta[j] += 0.05f;
                    for (int i = 0; i < n->inputs; i++) {
                        float *w = n->w + (size_t)i * S + j;
                        float changed = *w + 0.01f * pre[i] * post2[j];
                        *w = changed < 1 ? changed : 1;
                    }
                    post1[j] = post2[j] = 1;
                    n->fired[n->fired_count++] = j;
                    spikes++;
                }
        for (int j = 0; j < N; j++) { post1[j] *= dpost1; post2[j] *= dpost2; }
        for (int i = 0; i < n->inputs; i++) pre[i] *= dpre;
    }
    n->step += steps;
    return spikes;
}

void floor_stdp_normalise(floor_stdp *n, float sum) {
    float *restrict s = n->post1 ? room(n->neurons, 4) : 0;
    for (int i = 0; i < n->inputs; i++)
        for (int j = 0; j < n->neurons; j++) s[j] += n->w[(size_t)i * n->stride + j];
    for (int j = 0; j < n->neurons; j++) s[j] = s[j] > 0 ? sum / s[j] : 1;
    for (int i = 0; i < n->inputs; i++)
        for (int j = 0; j < n->neurons; j++) n->w[(size_t)i * n->stride + j] *= s[j];
    free(s);
}
