import sharp from 'sharp';

// Every image is decoded once, so a cache only holds memory; threads belong to the workers above.
sharp.cache(false);
sharp.concurrency(1);

export { sharp };
