// Restaurants and their stations.
import { ask } from './client';
import type { Restaurant } from './types';

export const listRestaurants = async (signal?: AbortSignal) =>
  (await ask<{ items: Restaurant[] }>('GET', '/v1/restaurants', { signal })).items;
