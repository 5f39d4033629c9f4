package city.hotline.node.journal;

import city.hotline.proto.shard.v1.ShardRef;
import java.time.Instant;
import java.util.Map;

/**
 * Which old files of a journal may go.
 *
 * @param belowPlace those whose entries are all below it: a checkpoint's, or an earlier place
 * @param before those that were finished before it
 * @param wanted from which sequence on readers still want records of a shard; files with such
 *     records stay, and all newer ones with them
 * @param wantedBytes as long as the files that stay for that reason alone take no more than this
 */
public record Disposal(
    long belowPlace, Instant before, Map<ShardRef, Long> wanted, long wantedBytes) {}
