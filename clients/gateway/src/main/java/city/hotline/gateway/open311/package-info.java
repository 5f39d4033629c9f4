/**
 * Citizens' apps reach the hotline here, over Open311 GeoReport v2: which services there are, a
 * request, what became of it.
 *
 * <p>Here, because it is a language of others over HTTP; the grid is told of an order as by anybody
 * else. Nothing personal is ever read out: what a citizen said and who he is goes in only.
 */
@NullMarked
package city.hotline.gateway.open311;

import org.jspecify.annotations.NullMarked;
