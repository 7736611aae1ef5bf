"""An advantage actor-critic as PyTorch users write it: Breakout in Python with Gymnasium's reset and step, eight copies stepped
in a loop, one gradient a rollout."""

import numpy
import torch
import torch.nn as nn
import torch.nn.functional as F

SIDE = 40


class Breakout:
    """The rules of Frugal's Breakout: a court of 40 x 40, 60 bricks, three balls. Observations are the last pictures."""

    def __init__(self, frames=2):
        self.frames = frames

    def reset(self, *, seed=None, options=None):
        if seed is not None:
            self.random = numpy.random.default_rng(seed)
        self.bricks = numpy.ones((6, 10), bool)
        self.lives, self.time, self.paddle = 3, 0, 16
        self.serve()
        self.stack = [self.picture()] * self.frames
        return numpy.stack(self.stack), {}

    def serve(self):
        self.x, self.y = 4 * int(self.random.integers(SIDE - 1)), 26
        self.across, self.down = int(self.random.choice((-2, -1, 1, 2))), 1
        self.is_fast, self.pause = False, 8

    def strike(self):
        left, right = self.x // 4, self.x // 4 + 1
        for y in range(max(self.y, 8), min(self.y + 2, 20)):
            row = (y - 8) // 2
            for column in range(left // 4, right // 4 + 1):
                if self.bricks[row, column]:
                    self.bricks[row, column] = False
                    self.is_fast |= row < 2
                    return 7 if row < 2 else 4 if row < 4 else 1
        return 0

    def move(self):
        reward, before = 0, self.x
        self.x += self.across
        if not 0 <= self.x <= 4 * (SIDE - 2):
            self.x, self.across = before, -self.across
        else:
            reward = self.strike()
            if reward:
                self.x, self.across = before, -self.across
        self.y += self.down
        if self.y < 0:
            self.y, self.down = 0, 1
        else:
            hit = self.strike()
            column = self.x // 4
            if hit:
                reward += hit
                self.y -= self.down
                self.down = -self.down
            elif self.down > 0 and self.y + 1 == 36 and column + 2 > self.paddle and column < self.paddle + 8:
                self.y -= 1
                self.down, self.across = -1, column - self.paddle - 3
                if not self.bricks.any():
                    self.bricks[:] = True
        if self.y >= SIDE:
            self.lives -= 1
            self.serve()
        return reward

    def step(self, action):
        self.time += 1
        self.paddle = min(max(self.paddle + (0, -3, 3, 0, 0, 0)[action], 0), SIDE - 8)
        reward = 0
        if self.pause > 0:
            self.pause -= 1
        else:
            for _ in range(3 if self.is_fast else 2):
                if self.pause == 0:
                    reward += self.move()
        self.stack = self.stack[1:] + [self.picture()]
        return numpy.stack(self.stack), reward, self.lives <= 0, self.time >= 5000, {}

    GRAYS = numpy.array([0.5, 0.5, 0.4, 0.4, 0.3, 0.3], numpy.float32)[:, None]

    def picture(self):
        seen = numpy.zeros((SIDE, SIDE), numpy.float32)
        seen[8:20] = (self.bricks * self.GRAYS).repeat(2, 0).repeat(4, 1)
        seen[36:38, self.paddle : self.paddle + 8] = 0.6
        seen[max(self.y, 0) : self.y + 2, self.x // 4 : self.x // 4 + 2] = 1
        return seen


class Agent(nn.Module):
    def __init__(self, frames=2, actions=6, units=128):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(frames, 16, 8, 4), nn.ReLU(), nn.Conv2d(16, 32, 4, 2), nn.ReLU(), nn.Flatten(),
            nn.Linear(32 * 3 * 3, units), nn.ReLU(),
        )
        self.policy, self.value = nn.Linear(units, actions), nn.Linear(units, 1)

    def forward(self, x):
        hidden = self.body(x)
        return self.policy(hidden), self.value(hidden).squeeze(1)


def actor_critic(copies, steps, discount=0.99):
    """A rollout of `copies` x `steps` frames and the gradient step by it."""
    torch.manual_seed(0)
    games = [Breakout() for _ in range(copies)]
    seen = numpy.stack([game.reset(seed=index)[0] for index, game in enumerate(games)])
    agent = Agent()
    optimizer = torch.optim.Adam(agent.parameters(), 7e-4, eps=1e-5)

    def step():
        nonlocal seen
        before = torch.get_num_threads()
        torch.set_num_threads(1)
        scores, values, chosen, rewards, goes_on = [], [], [], [], []
        for _ in range(steps):
            logits, value = agent(torch.from_numpy(seen))
            actions = torch.distributions.Categorical(logits=logits).sample()
            outcomes = [game.step(action) for game, action in zip(games, actions.tolist())]
            ended = [terminated or truncated for _, _, terminated, truncated, _ in outcomes]
            seen = numpy.stack(
                [game.reset()[0] if end else outcome[0] for game, outcome, end in zip(games, outcomes, ended)]
            )
            scores.append(logits)
            values.append(value)
            chosen.append(actions)
            rewards.append(torch.tensor([float(outcome[1]) for outcome in outcomes]))
            goes_on.append(torch.tensor([0.0 if end else 1.0 for end in ended]))
        with torch.no_grad():
            target = agent(torch.from_numpy(seen))[1]
        returns = []
        for reward, go in zip(reversed(rewards), reversed(goes_on)):
            target = reward + discount * go * target
            returns.insert(0, target)
        returns, values = torch.cat(returns), torch.cat(values)
        distribution = torch.distributions.Categorical(logits=torch.cat(scores))
        policy = -(distribution.log_prob(torch.cat(chosen)) * (returns - values.detach())).mean()
        loss = policy + 0.5 * 0.5 * F.mse_loss(values, returns) - 0.01 * distribution.entropy().mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(agent.parameters(), 0.5)
        optimizer.step()
        torch.set_num_threads(before)
        return loss.item()

    return step
