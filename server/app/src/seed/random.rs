//! Numbers that look random and are the same on every machine, from a seed.

/// `SplitMix64`: small, fast and well distributed; not for secrets.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// The numbers of one item: a function of the seed and the item's number, so that items can be made in any order.
    pub(super) const fn of(seed: u64, stream: u64) -> Self {
        Self(seed ^ stream.wrapping_mul(0xd134_2543_de82_ef95))
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number of at least `least` and at most `most`.
    pub(super) fn between(&mut self, least: usize, most: usize) -> usize {
        let count = u128::try_from(most.saturating_sub(least)).unwrap_or(0) + 1;
        let offset = (u128::from(self.next()) * count) >> 64;
        least + usize::try_from(offset).unwrap_or(0)
    }

    pub(super) fn choose<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let index = self.between(0, words.len().saturating_sub(1));
        words.get(index).copied().unwrap_or_default()
    }

    /// The place in `weights` that a draw falls on.
    pub(super) fn weighted(&mut self, weights: &[u64]) -> usize {
        let total: u64 = weights.iter().sum();
        let most = usize::try_from(total.saturating_sub(1)).unwrap_or(usize::MAX);
        let mut left = u64::try_from(self.between(0, most)).unwrap_or(0);
        for (place, weight) in weights.iter().enumerate() {
            if left < *weight {
                return place;
            }
            left -= weight;
        }
        weights.len().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers_within_bounds() {
        let draw = || {
            let mut random = Random::of(1, 7);
            (0..1_000).map(|_| random.between(3, 9)).collect::<Vec<_>>()
        };
        assert_eq!(draw(), draw());
        assert_eq!((draw().iter().min(), draw().iter().max()), (Some(&3), Some(&9)));
    }

    #[test]
    fn weights_decide_how_often() {
        let mut random = Random::of(1, 0);
        let mut hits = [0; 3];
        for _ in 0..1_000 {
            hits[random.weighted(&[8, 2, 0])] += 1;
        }
        assert!(hits[0] > 700 && hits[1] > 100 && hits[2] == 0, "{hits:?}");
    }
}
